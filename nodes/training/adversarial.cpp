#include "training/adversarial.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/autograd.h>

#include "training/autocast.h"

namespace noiseloom {
namespace {

constexpr double small = 1e-4, largest = 1e4;   // of taming-transformers

// ∂output/∂input, the record kept; `along` weighs the outputs (undefined: of one number).
at::Tensor gradient(const at::Tensor& output, const at::Tensor& input, const at::Tensor& along = {}) {
    std::vector<at::Tensor> weights;
    if (along.defined()) weights.push_back(along);
    return torch::autograd::grad({output}, {input}, weights, /*retain_graph=*/true).front();
}

}  // namespace

Adversary::Adversary(Settings settings, const TaskContext& context) {
    weight_ = settings.real("weight", weight_, 0, 1000);
    from_ = settings.real("from", from_, 0, 1);
    is_adaptive_ = settings.flag("adaptive", true);
    DiscriminatorConfig config;
    config.width = static_cast<int>(settings.whole("channels", config.width, 1, 1024));
    config.layers = static_cast<int>(settings.whole("layers", config.layers, 1, 6));
    rival_.name = "discriminator";
    rival_.weights = StateDict("the discriminator");
    rival_.adamw.beta1 = 0.5;
    rival_.adamw.beta2 = 0.9;
    rival_.adamw.weight_decay = 0;
    rival_.learning_rate.peak = settings.real("learning_rate", 1e-4, 1e-9, 10);
    settings.finish();
    rival_.weights.make_missing(discriminator_defaults(context.seed, context.placement.device));
    discriminator_ = std::make_unique<Discriminator>(Weights(rival_.weights, context.placement), config);
}

Losses Adversary::add(const at::Tensor& reconstruction, const at::Tensor& made, const at::Tensor& image, const at::Tensor& last,
                      const Stretch& stretch, Metrics& metrics) const {
    if (stretch.part < from_) return {reconstruction, {}};
    const Discriminator& judge = *discriminator_;
    const at::Tensor fake = judge(made), real = judge(image), deceit = -fake.mean();
    const at::Tensor rival = 0.5 * (at::relu(1 - real).mean() + at::relu(1 + fake).mean());
    double scale = weight_;
    at::Tensor direction;
    {
        const Autocast exact(made.device().type(), at::kFloat);
        direction = gradient(deceit, made);
        if (is_adaptive_) {
            const at::Tensor own = gradient(made, last, gradient(reconstruction, made)).norm(), other = gradient(made, last, direction).norm();
            scale *= (own / (other + small)).clamp(0, largest).item<double>();
        }
    }
    metrics["deceit"] = deceit.item<double>();
    metrics["adversarial_weight"] = scale;
    metrics["discriminator"] = rival.item<double>();
    metrics["told_real"] = real.gt(0).to(at::kFloat).mean().item<double>();
    metrics["told_fake"] = fake.lt(0).to(at::kFloat).mean().item<double>();
    // The term's value, and its gradient at `made`, which need not be sent through the discriminator again.
    const at::Tensor term = deceit.detach() + ((made - made.detach()) * direction).sum();
    return {reconstruction + scale * term, rival};
}

}  // namespace noiseloom
