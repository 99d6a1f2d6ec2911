#include "evaluation/painter.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include "core/atomic_file.h"
#include "core/json.h"
#include "diffusion/grids.h"
#include "diffusion/guiders.h"
#include "diffusion/steppers.h"
#include "models/architectures/config.h"

namespace noiseloom {
namespace {

struct Manner {
    Spacing spacing;
    std::shared_ptr<const Stepper> stepper;
};

at::Tensor drawn(const LoadedModel& model, const Manner& manner, std::shared_ptr<const Conditioning> asked, std::shared_ptr<const Conditioning> unwanted, const PaintOptions& options,
                 const Cancel& cancel) {
    const auto& schedule = model.denoiser->schedule();
    const auto timesteps = spaced_timesteps(manner.spacing, SpacingRule::whole, schedule.train_steps(), options.steps, 0);
    const auto format = model.denoiser->format();
    const std::int64_t side = options.side / format.factor;
    Sampling sampling;
    sampling.guider = make_cfg(model.denoiser, std::move(asked), std::move(unwanted), options.scale);
    sampling.stepper = manner.stepper;
    sampling.grid = timestep_grid(schedule, timesteps);
    sampling.noise = make_noise(NoiseKind::philox, options.seed);
    sampling.x = sampling.noise->draw({options.count, format.channels, side, side}, {}).to(at::Device(model.denoiser->device())) *
                 sampling.grid.front().from.norm();
    return model.autoencoder->decode(sample(sampling, {}, cancel), cancel).cpu();
}

}  // namespace

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
    return drawn(model_, {Spacing::trailing, make_ddim()}, encode(prompt), encode(options.negative), options, cancel);
}

ClassPainter::ClassPainter(const std::filesystem::path& folder, const Compute& compute) : model_(load_model(folder, compute).or_throw()) {
    if (!model_.denoiser || model_.denoiser->class_names().empty())
        throw Failure({Code::bad_model, folder.string() + " is no class-conditional model.", "Give a folder with unet/, whose configuration names its classes.", "", "", ""});
    constexpr std::size_t largest_config = 1 << 20;
    const Json config = parse_json(read_file(folder / "unet/config.json", largest_config).or_throw(), {}, Code::bad_model).or_throw();
    side_ = ConfigReader("The configuration of " + folder.string(), config).number("image_size", 64, 1).or_throw();   // guided-diffusion's default
}

at::Tensor ClassPainter::paint(std::int64_t label, const PaintOptions& options, const Cancel& cancel) const {
    const c10::InferenceMode guard;
    auto asked = std::make_shared<Conditioning>(), nothing = std::make_shared<Conditioning>();
    asked->label = at::tensor({label}, at::kLong);
    asked->identify();
    nothing->identify();
    // What a network that predicts ε gets wrong where there is hardly a picture, a cosine schedule blows up: guided-diffusion's remedies.
    const DdimOptions clipped{.eta = 1, .clip = {ClipSample::Kind::range}, .clipped_epsilon = true};
    return drawn(model_, {Spacing::leading, make_ddim(clipped)}, std::move(asked), std::move(nothing), options, cancel);
}

}  // namespace noiseloom
