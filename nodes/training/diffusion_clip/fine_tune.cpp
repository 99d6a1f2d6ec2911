#include "training/diffusion_clip/fine_tune.h"

#include <cmath>

#include <ATen/ATen.h>

namespace noiseloom {
namespace {

constexpr AdamWSettings adam{0.9, 0.999, 1e-8, /*weight_decay=*/0};

EditExample row(const EditExample& rows, std::int64_t i) { return {rows.picture.narrow(0, i, 1), rows.latent.narrow(0, i, 1)}; }

// Nothing is kept of what diverged.
void need_number(double value, const char* what) {
    if (!std::isfinite(value))
        throw Failure({Code::bad_workflow, std::string("The ") + what + " became something that is no number while the edit was learnt.",
                       "Lower the learning rate.", "", "learning_rate", ""});
}

void learn(const Adaptation& adaptation, const at::Tensor& loss) {
    need_number(loss.item<double>(), "loss");
    adaptation.parameters.clear_gradients();
    loss.backward();
    const auto gradients = adaptation.parameters.gradients();
    need_number(clip_gradients(gradients, 0), "gradient");
    adaptation.optimizer.step(gradients, adaptation.learning_rate);
    need_number(adaptation.parameters.largest(), "weights");
}

}  // namespace

EditStep full_step(const Adaptation& adaptation, const EditExample& example, Memory memory, const Cancel& cancel) {
    return latent_step(adaptation, example, example.latent, memory, cancel);
}

EditStep efficient_step(const Adaptation& adaptation, const EditExample& example, const at::Tensor& x, int k, const Cancel& cancel) {
    const WalkStep step = walk_step(adaptation.walk, x.detach(), k, cancel);
    EditStep made{adaptation.loss(example.picture, step.x0, cancel), step.x.detach()};
    learn(adaptation, made.loss.whole);
    made.loss.whole = made.loss.whole.detach();
    return made;
}

EditStep latent_step(const Adaptation& adaptation, const EditExample& example, const at::Tensor& latent, Memory memory, const Cancel& cancel) {
    const at::Tensor x = walk_along(adaptation.walk, latent, memory, cancel);
    EditStep made{adaptation.loss(example.picture, x, cancel), x.detach()};
    learn(adaptation, made.loss.whole);
    made.loss.whole = made.loss.whole.detach();
    return made;
}

void fine_tune(const StateDict& weights, const Walk& walk, const EditLoss& loss, const EditExample& rows, const FineTuneSettings& settings,
               const OnEditStep& on_step, const Cancel& cancel) {
    const Parameters parameters = Parameters::of(weights);
    AdamW optimizer(parameters, adam);
    const auto pictures = static_cast<int>(rows.picture.size(0)), steps = static_cast<int>(walk.size());
    const bool is_efficient = settings.method == EditMethod::efficient;
    const Memory memory = settings.method == EditMethod::full ? Memory::record : Memory::recompute;
    const int count = settings.rounds * pictures * (is_efficient ? steps : 1);
    int done = 0;
    double learning_rate = settings.learning_rate;
    for (int round = 0; round < settings.rounds; ++round, learning_rate *= settings.growth) {
        const Adaptation adaptation{walk, loss, parameters, optimizer, learning_rate};
        for (int i = 0; i < pictures; ++i) {
            const EditExample example = row(rows, i);
            if (!is_efficient) {
                on_step(++done, count, full_step(adaptation, example, memory, cancel));
                continue;
            }
            at::Tensor x = example.latent;
            for (int k = 0; k < steps; ++k) {
                const EditStep step = efficient_step(adaptation, example, x, k, cancel);
                x = step.x;
                on_step(++done, count, step);
            }
        }
    }
    parameters.clear_gradients();
}

at::Tensor tuned_latents(const Walk& walk, const EditLoss& loss, const EditExample& rows, int steps, double learning_rate, Memory memory,
                         const OnEditStep& on_step, const Cancel& cancel) {
    std::vector<at::Tensor> tuned;
    const auto pictures = static_cast<int>(rows.picture.size(0));
    for (int i = 0; i < pictures; ++i) {
        const EditExample example = row(rows, i);
        const at::Tensor latent = example.latent.clone().requires_grad_(true);
        const Parameters parameters{{"latent"}, {latent}};
        AdamW optimizer(parameters, adam);
        const Adaptation adaptation{walk, loss, parameters, optimizer, learning_rate};
        for (int step = 0; step < steps; ++step) on_step(i * steps + step + 1, pictures * steps, latent_step(adaptation, example, latent, memory, cancel));
        tuned.push_back(latent.detach());
    }
    return at::cat(tuned);
}

}  // namespace noiseloom
