#include "training/diffusion_clip/edit_loss.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include "models/clip_loss.h"

namespace noiseloom {

EditLoss::EditLoss(ClipModel clip, const EditTexts& texts, const EditLossSettings& settings, std::shared_ptr<const Autoencoder> autoencoder)
    : clip_(std::move(clip)), settings_(settings), autoencoder_(std::move(autoencoder)) {
    const at::Device device(clip_.device());
    const at::Tensor source = texts.source.to(device), target = texts.target.to(device);
    constexpr double same = 1e-6;
    if (settings.kind != EditLossSettings::Kind::global && (unit_vectors(target) - unit_vectors(source)).mean(0).norm().item<double>() < same)
        throw Failure({Code::bad_workflow, "Source and target text are the same to CLIP: there is no direction to go.", "Give two texts that differ.", "", "", ""});
    direction_ = text_direction(source, target);
    target_ = unit_vectors(unit_vectors(target).mean(at::IntArrayRef{0}, /*keepdim=*/true));
}

at::Tensor EditLoss::decoded(const at::Tensor& x, const Cancel& cancel) const { return autoencoder_ ? autoencoder_->decode(x, cancel) : x; }

EditLoss::Parts EditLoss::operator()(const at::Tensor& pictures, const at::Tensor& x, const Cancel& cancel) const {
    const at::Tensor whole = decoded(x, cancel), edited = whole.narrow(2, 0, pictures.size(2)).narrow(3, 0, pictures.size(3));
    const at::Tensor originals = pictures.to(edited.device());
    const at::Tensor after = clip_.pictures(edited, settings_.antialias);
    at::Tensor loss;
    if (settings_.kind == EditLossSettings::Kind::global) {
        loss = cosine_distance(after, target_).mean();
    } else {
        at::Tensor before;
        {
            const c10::NoGradGuard constant;
            before = clip_.pictures(originals, settings_.antialias);
        }
        at::Tensor losses = directional_loss(before, after, direction_);
        if (settings_.kind == EditLossSettings::Kind::logarithmic) losses = log_directional_loss(losses);
        loss = losses.mean();
    }
    const at::Tensor l1 = (edited - originals).abs().mean();
    return {settings_.clip * loss.to(l1.device()) + settings_.l1 * l1, loss.item<double>(), l1.item<double>()};
}

double EditLoss::likeness(const at::Tensor& pictures, const at::Tensor& edited) const {
    const c10::NoGradGuard constant;
    const at::Tensor before = clip_.pictures(pictures, settings_.antialias), after = clip_.pictures(edited, settings_.antialias);
    return 1 - directional_loss(before, after, direction_).mean().item<double>();
}

}  // namespace noiseloom
