#include "evaluation/noise_reading.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include "diffusion/random.h"
#include "diffusion/schedule.h"

namespace noiseloom {
namespace {

NoiseSchedule linear_schedule() { return NoiseSchedule::from_betas(beta_table(BetaSchedule::linear, 1000, 1e-4, 0.02, Precision::f64), Precision::f64); }

}  // namespace

NoiseReading read_in_noise(const Classifier& classifier, const Judge& judge, const Autoencoder& autoencoder, const std::vector<TestPrompt>& prompts, int t,
                           std::uint64_t seed) {
    const c10::InferenceMode guard;
    const at::Tensor scenes = scene_pictures(prompts, 128).to(at::Device(autoencoder.device()));
    const at::Tensor latents = autoencoder.latent(autoencoder.encode(scenes, {}), {});
    const Level level = linear_schedule().level(t);
    const double told = classifier.schedule().level_at_sigma(level.sigma()).t;
    const at::Tensor noisy = level.a * latents + level.s * Draws(seed).normal(latents.sizes()).to(latents.device());
    const auto share_of_kinds = [&](const std::map<std::string, std::vector<std::int64_t>>& seen) { return right_shares(seen, prompts).by_attribute.at("kind"); };
    return {share_of_kinds(classes_seen(classifier, noisy, told)), share_of_kinds(judge.look(autoencoder.decode(noisy, {})))};
}

}  // namespace noiseloom
