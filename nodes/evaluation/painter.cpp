#include "evaluation/painter.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include "diffusion/grids.h"
#include "diffusion/guiders.h"
#include "diffusion/steppers.h"

namespace noiseloom {

Painter::Painter(const std::filesystem::path& folder, const Compute& compute) : model_(load_model(folder, compute).or_throw()) {
    if (!model_.denoiser || !model_.autoencoder || model_.towers.size() != 1 || model_.towers.front().tokenizer.empty())
        throw Failure({Code::bad_model, folder.string() + ": measuring needs a model with a UNet, an autoencoder, one text encoder and its tokenizer.",
                       "Give a folder in the diffusers layout with unet/, vae/, text_encoder/ and tokenizer/.", "", "", ""});
    const auto& tower = model_.towers.front();
    auto tokenizer = std::make_shared<const Tokenizer>(Tokenizer::load(tower.tokenizer).or_throw());
    encoder_ = std::make_unique<const TextEncoder>(TextFamily::sd1, std::vector<TextTower>{{tower.clip, std::move(tokenizer), tower.ends_at_penultimate}});
}

std::shared_ptr<const Conditioning> Painter::encode(const std::string& prompt) const {
    PromptRequest request;
    request.prompt = prompt;
    request.syntax = Syntax::plain;
    return std::make_shared<const Conditioning>(encoder_->encode(request));
}

at::Tensor Painter::paint(const std::string& prompt, const PaintOptions& options, const Cancel& cancel) const {
    const c10::InferenceMode guard;
    const auto& schedule = model_.denoiser->schedule();
    const auto timesteps = spaced_timesteps(Spacing::trailing, SpacingRule::whole, schedule.train_steps(), options.steps, 0);
    const auto format = model_.denoiser->format();
    const std::int64_t side = options.side / format.factor;
    Sampling sampling;
    sampling.guider = make_cfg(model_.denoiser, encode(prompt), encode(options.negative), options.scale);
    sampling.stepper = make_ddim();
    sampling.grid = timestep_grid(schedule, timesteps);
    sampling.noise = make_noise(NoiseKind::philox, options.seed);
    sampling.x = sampling.noise->draw({options.count, format.channels, side, side}, {}).to(at::Device(model_.denoiser->device())) *
                 sampling.grid.front().from.norm();
    return model_.autoencoder->decode(sample(sampling, {}, cancel), cancel).cpu();
}

}  // namespace noiseloom
