#include "evaluation/noise_reading.h"

#include <algorithm>

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include "diffusion/schedule.h"
#include "training/random.h"

namespace noiseloom {
namespace {

constexpr std::int64_t side = 128;

double share_right(const std::vector<std::int64_t>& seen, const std::vector<TestPrompt>& prompts) {
    std::int64_t right = 0;
    for (std::size_t i = 0; i < prompts.size(); ++i) right += seen[i] == prompts[i].attributes.at("kind");
    return static_cast<double>(right) / static_cast<double>(prompts.size());
}

std::size_t kind_question(const Classifier& classifier) {
    const auto& all = classifier.questions();
    const auto found = std::find_if(all.begin(), all.end(), [](const Question& one) { return one.name == "kind"; });
    if (found == all.end()) throw Failure({Code::bad_model, "The noise-aware classifier is not asked for the kind of thing in a picture.", "", "", "", ""});
    return static_cast<std::size_t>(found - all.begin());
}

NoiseSchedule schedule(BetaSchedule kind) { return NoiseSchedule::from_betas(beta_table(kind, 1000, 1e-4, 0.02, Precision::f64), Precision::f64); }

}  // namespace

NoiseReading read_in_noise(const Classifier& classifier, const Judge& judge, const Autoencoder& autoencoder, const std::vector<TestPrompt>& prompts, int t,
                           std::uint64_t seed) {
    const c10::InferenceMode guard;
    std::vector<at::Tensor> scenes;
    for (const auto& prompt : prompts) scenes.push_back(scene_picture(prompt.scene, side));
    const at::Tensor latents = autoencoder.encode(at::stack(scenes), {}).mean;
    const Level level = schedule(BetaSchedule::linear).level(t);
    const double told = schedule(BetaSchedule::cosine).level_at_sigma(level.sigma()).t;
    const at::Tensor noisy = level.a * latents + level.s * Draws(seed).normal(latents.sizes()).to(latents.device());
    const at::Tensor kinds = classifier.logits(noisy, at::full({1}, told))[kind_question(classifier)].argmax(1).cpu().contiguous();
    const auto* data = kinds.const_data_ptr<std::int64_t>();
    return {share_right({data, data + kinds.numel()}, prompts), share_right(judge.look(autoencoder.decode(noisy, {})).at("kind"), prompts)};
}

}  // namespace noiseloom
