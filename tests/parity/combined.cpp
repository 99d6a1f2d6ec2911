// Section `combined`: k-diffusion's samplers around Stable Diffusion's network, with classifier-free guidance on the estimate; guidance by CLIP through its autoencoder.
#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include "diffusion/grids.h"
#include "diffusion/guiders.h"
#include "diffusion/prediction.h"
#include "diffusion/sampler.h"
#include "diffusion/steppers.h"
#include "models/clip_loss.h"
#include "models/load.h"
#include "parity.h"
#include "recorded_noise.h"

namespace noiseloom::parity {
namespace {

std::shared_ptr<const Stepper> stepper_of(const std::string& id) {
    if (id.find("dpmpp_2m") != std::string::npos) return make_dpmpp();
    if (id.find("dpmpp_3m_sde") != std::string::npos) return make_dpmpp({.order = 3, .kind = DpmppOptions::Kind::heun, .eta = 1});
    if (id.find("euler_a") != std::string::npos) return make_euler_ancestral();
    return make_euler();
}

std::shared_ptr<const Conditioning> prompt_of(const Case& c, const char* name) {
    auto prompt = std::make_shared<Conditioning>();
    prompt->context = c.tensor(name);
    prompt->identify();
    return prompt;
}

void check_stable_diffusion(Case& c) {
    const Compute compute{c.settings().device, c.settings().dtype};
    const auto schedule = NoiseSchedule::stable_diffusion();
    const auto network = load_unet(c.path("models/unet_sd1"), compute).or_throw();
    const auto model = make_denoiser(network, schedule, Prediction::epsilon, {});
    // Of inpainting no texts are recorded: they are those of the other cases.
    const Case texts = c.has("context_cond") ? c : c.sibling("combined.kd_sd1_euler_normal");
    std::vector<double> sigmas;
    const at::Tensor given = c.tensor("sigmas").to(at::kDouble);
    for (std::int64_t i = 0; i < given.size(0); ++i) sigmas.push_back(given[i].item<double>());

    Sampling sampling;
    sampling.guider = make_cfg(model, prompt_of(texts, "context_cond"), prompt_of(texts, "context_uncond"), c.params().at("s").get<double>());
    sampling.stepper = stepper_of(c.id());
    sampling.grid = sigma_grid(schedule, sigmas, c.params().value("quantize", false) ? TimeRule::nearest : TimeRule::interpolated);
    sampling.noise = std::make_shared<RecordedNoise>(c.has("noise") ? c.placed("noise") : at::Tensor());
    sampling.x = c.placed("noise_unit") * sigmas.front();
    if (c.has("mask")) {
        sampling.x = sampling.x + c.placed("latent");
        sampling.guider = make_masked(sampling.guider, c.placed("latent"), c.placed("mask"), c.placed("noise_unit"));
    }
    std::vector<at::Tensor> denoised;
    SampleObserver observer;
    observer.on_step = [&](int, int, const SamplerState&, const Guided& guided) { denoised.push_back(guided.denoised); };
    c.compare("final", sample(sampling, observer, {}));
    if (!c.has("mask")) c.compare("denoised", at::stack(denoised));
}

// Of the recorded squares of a picture, resampled bilinearly, the mean squared angle to the text.
class SquaresLoss final : public PictureLoss {
  public:
    SquaresLoss(const Case& c, const Compute& compute)
        : clip_(load_clip(c.path("models/clip_vit"), compute).or_throw()),
          autoencoder_(load_autoencoder(c.path("models/vae_sd1"), compute).or_throw()),
          text_(unit_vectors(c.tensor("text_embed"))),
          squares_(c.params().at("boxes")) {}

    at::Tensor loss(const at::Tensor& x0, std::uint64_t, const Cancel& cancel) const override {
        const at::Tensor image = (autoencoder_->decode(x0, cancel) + 1) / 2;
        const std::int64_t side = clip_->vision().config().image_size;
        std::vector<at::Tensor> cuts;
        for (const Json& square : squares_) {
            const auto size = square[2].get<std::int64_t>();
            const at::Tensor cut = image.narrow(2, square[1].get<std::int64_t>(), size).narrow(3, square[0].get<std::int64_t>(), size);
            cuts.push_back(at::upsample_bilinear2d(cut, {side, side}, false));
        }
        return spherical_distance(clip_->image_embeds(at::cat(cuts)), text_.to(at::Device(clip_->text().device()))).mean().unsqueeze(0);
    }
    Key identity() const override { return {1, 1}; }
    const char* name() const override { return "CLIP"; }

  private:
    std::shared_ptr<const Clip> clip_;
    std::shared_ptr<const Autoencoder> autoencoder_;
    at::Tensor text_;
    Json squares_;
};

// The three ways of a loss's gradient through the estimate, at one level.
void check_clip_guidance(Case& c) {
    const Compute compute{c.settings().device, c.settings().dtype};
    const auto schedule = NoiseSchedule::stable_diffusion();
    const auto model = make_denoiser(load_unet(c.path("models/unet_sd1"), compute).or_throw(), schedule, Prediction::epsilon, {});
    const auto loss = std::make_shared<SquaresLoss>(c, compute);
    const Level at = schedule.level_at(c.params().at("t").get<double>());
    const at::Tensor x = c.placed("x");
    const std::pair<const char*, EstimatePath> paths[] = {{"full", EstimatePath::network}, {"fast", EstimatePath::constant_epsilon}, {"blended", EstimatePath::blended}};
    for (const auto& [name, path] : paths) {
        const auto guider = make_estimate_gradient(make_conditional(model, prompt_of(c, "context")), loss, c.params().at("gamma").get<double>(), path);
        GuiderState state;
        const c10::NoGradGuard constant;
        const Guided guided = evaluate(*guider, x, {0, 1, at, {1, 0, 0}}, state, {});
        const at::Tensor seen = path == EstimatePath::blended ? guided.base * at.s + x * (1 - at.s) : guided.base;
        const std::string prefix = name;
        c.compare(prefix + "_loss", loss->loss(seen, 0, {}).squeeze(0));
        c.compare(prefix + "_grad", guided.terms.back().direction * (-at.a / (at.s * at.s)));
        c.compare(prefix + "_eps_shifted", epsilon_from_x0(guided.denoised, x, at));
        if (path == EstimatePath::network) c.compare("eps", epsilon_from_x0(guided.base, x, at));
    }
}

}  // namespace

std::span<const Kind> combined_kinds() {
    static constexpr Kind kinds[] = {{"combined.kd_sd1_", check_stable_diffusion}, {"combined.clip_guided_latent", check_clip_guidance}};
    return kinds;
}

}  // namespace noiseloom::parity
