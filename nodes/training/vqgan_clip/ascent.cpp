#include "training/vqgan_clip/ascent.h"

#include <cmath>

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include "clip_guidance/gradients.h"
#include "models/architectures/codebook.h"

namespace noiseloom {
namespace {

at::Tensor within_codes(const Autoencoder* autoencoder, const at::Tensor& z) {
    const Codebook* codes = autoencoder ? autoencoder->codebook() : nullptr;
    return codes ? at::max(at::min(z, codes->highest()), codes->lowest()) : z;
}

}  // namespace

at::Tensor synthesised(const Autoencoder* autoencoder, const at::Tensor& z, const Cancel& cancel) {
    if (!autoencoder) return clamp_with_gradient(z, 0, 1);
    const at::Tensor made = autoencoder->decode(autoencoder->latent({z, {}}, {}), cancel);
    return clamp_with_gradient((made + 1) / 2, 0, 1);
}

LatentAscent::LatentAscent(std::shared_ptr<const Autoencoder> autoencoder, std::shared_ptr<const Clip> clip, const at::Tensor& z,
                           const AscentSettings& settings)
    : autoencoder_(std::move(autoencoder)), clip_(std::move(clip)), settings_(settings) {
    restart(z);
}

void LatentAscent::restart(const at::Tensor& z) {
    beginning_ = z.detach().clone();
    z_ = z.detach().clone().requires_grad_(true);
    AdamWSettings adam;
    adam.weight_decay = settings_.weight_decay;
    adam_ = std::make_unique<AdamW>(Parameters{{"z"}, {z_}}, adam);
}

std::vector<double> LatentAscent::step(const std::vector<ClipTarget>& targets, const Cut& cut, const Cancel& cancel) {
    z_.mutable_grad() = at::Tensor();
    const at::Tensor embeds = clip_->image_embeds(cut(synthesised(autoencoder_.get(), z_, cancel)));
    std::vector<at::Tensor> losses;
    for (const ClipTarget& target : targets) losses.push_back(target_loss(embeds, target));
    if (settings_.pull > 0) {
        const at::Tensor apart = settings_.pull_fades ? z_.square().mean() / (2.0 * iteration_ + 1) : (z_ - beginning_).square().mean();
        losses.push_back(settings_.pull / 2 * apart);
    }
    const at::Tensor all = at::stack(losses);
    all.sum().backward();
    if (!all.isfinite().all().item<bool>())
        throw Failure({Code::bad_workflow, "the distance to the prompts is no number any more at iteration " + std::to_string(iteration_ + 1),
                       "Lower the learning rate, or compute in float32.", "", "", ""});
    const c10::NoGradGuard constant;
    gradient_ = z_.grad();
    adam_->step({gradient_}, settings_.learning_rate);
    z_.copy_(within_codes(autoencoder_.get(), z_));
    ++iteration_;
    const at::Tensor numbers = all.detach().to(at::kCPU, at::kDouble).contiguous();
    return {numbers.const_data_ptr<double>(), numbers.const_data_ptr<double>() + numbers.numel()};
}

at::Tensor LatentAscent::picture(const Cancel& cancel) const {
    const c10::NoGradGuard constant;
    return synthesised(autoencoder_.get(), z_, cancel);
}

}  // namespace noiseloom
