// Section `combined`: k-diffusion's samplers around Stable Diffusion's network, with classifier-free guidance on the estimate.
#include <ATen/ATen.h>

#include "diffusion/grids.h"
#include "diffusion/guiders.h"
#include "diffusion/sampler.h"
#include "diffusion/steppers.h"
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
    sampling.noise = std::make_shared<RecordedNoise>(c.has("noise") ? c.tensor("noise") : at::Tensor());
    sampling.x = c.tensor("noise_unit") * sigmas.front();
    if (c.has("mask")) {
        sampling.x = sampling.x + c.tensor("latent");
        sampling.guider = make_masked(sampling.guider, c.tensor("latent"), c.tensor("mask"), c.tensor("noise_unit"));
    }
    std::vector<at::Tensor> denoised;
    SampleObserver observer;
    observer.on_step = [&](int, int, const SamplerState&, const Guided& guided) { denoised.push_back(guided.denoised); };
    c.compare("final", sample(sampling, observer, {}));
    if (!c.has("mask")) c.compare("denoised", at::stack(denoised));
}

}  // namespace

std::span<const Kind> combined_kinds() {
    static constexpr Kind kinds[] = {{"combined.kd_sd1_", check_stable_diffusion}};
    return kinds;
}

}  // namespace noiseloom::parity
