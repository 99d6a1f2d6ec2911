#include "training/autoencoder_loss.h"

#include <algorithm>

#include <ATen/ATen.h>

#include "models/architectures/codebook.h"
#include "training/pictures.h"

namespace noiseloom {

AutoencoderLoss::AutoencoderLoss(Settings& settings, const TaskContext& context, AutoencoderKind kind) : kind_(kind) {
    Settings loss = settings.section("loss");
    l1_ = loss.real("l1", l1_, 0, 1000);
    mse_ = loss.real("mse", mse_, 0, 1000);
    gradient_ = loss.real("gradient", gradient_, 0, 1000);
    latent_ = loss.real("latent", latent_, 0, 1000);
    kl_ = loss.real("kl", kl_, 0, 1000);
    codebook_ = loss.real("codebook", codebook_, 0, 1000);
    commitment_ = loss.real("commitment", commitment_, 0, 1000);
    idle_ = loss.real("idle", idle_, 0, 1000);
    noise_ = loss.real("noise", noise_, 0, 10);
    gradient_ramp_ = loss.real("gradient_ramp", gradient_ramp_, 0, 1);
    loss.finish();
    if (settings.has("perceptual")) perceptual_ = std::make_unique<Perceptual>(settings.section("perceptual"), context);
}

at::Tensor AutoencoderLoss::of_pictures(const at::Tensor& made, const at::Tensor& image, double part, Metrics& metrics) const {
    const at::Tensor error = made - image, l1 = error.abs().mean(), mse = error.square().mean();
    const at::Tensor edges = error.diff(1, 2).abs().mean() + error.diff(1, 3).abs().mean();
    const double ramp = gradient_ramp_ > 0 ? std::min(1.0, part / gradient_ramp_) : 1;
    const at::Tensor sum = l1_ * l1 + mse_ * mse + gradient_ * ramp * edges;
    metrics["l1"] = l1.item<double>();
    metrics["psnr"] = psnr(made.detach(), image);
    if (!perceptual_) return sum;
    const at::Tensor seen = (*perceptual_)(made, image);
    metrics["perceptual"] = seen.item<double>();
    return sum + perceptual_->weight() * seen;
}

at::Tensor AutoencoderLoss::of_latents(const Moments& moments, const Codebook* codes, Metrics& metrics) const {
    if (kind_ == AutoencoderKind::kl) {
        const at::Tensor kl = 0.5 * (moments.mean.square() + moments.logvar.exp() - 1 - moments.logvar).sum({1, 2, 3}).mean();
        metrics["kl"] = kl.item<double>();
        return kl_ * kl;
    }
    const at::Tensor log_std = (moments.mean.var({0, 2, 3}) + 1e-6).log() * 0.5;
    metrics["latent_std"] = log_std.exp().mean().item<double>();
    const at::Tensor sum = latent_ * (moments.mean.mean({0, 2, 3}).square() + log_std.square()).mean();
    return codes ? sum + of_codes(moments.mean, *codes, metrics) : sum;
}

at::Tensor AutoencoderLoss::of_codes(const at::Tensor& z, const Codebook& codes, Metrics& metrics) const {
    const at::Tensor points = z.permute({0, 2, 3, 1}).flatten(0, 2), constant = points.detach(), distances = codes.distances(z.detach()).detach();
    const at::Tensor chosen = distances.argmin(1), vectors = at::embedding(codes.vectors(), chosen);
    const at::Tensor counts = at::bincount(chosen, {}, codes.size()), nearest = constant.index_select(0, distances.argmin(0));
    const at::Tensor is_idle = counts.eq(0).unsqueeze(1);
    const at::Tensor idle = ((codes.vectors() - nearest).square() * is_idle).mean();
    const at::Tensor frequency = counts.to(at::kFloat) / static_cast<double>(chosen.size(0));
    const at::Tensor error = (vectors - constant).square().mean(), commitment = (points - vectors.detach()).square().mean();
    metrics["codebook"] = error.item<double>();
    metrics["perplexity"] = at::exp(-(frequency * (frequency + 1e-10).log()).sum()).item<double>();   // codes that the batch uses, evenly
    return codebook_ * (error + commitment_ * commitment + idle_ * idle);
}

}  // namespace noiseloom
