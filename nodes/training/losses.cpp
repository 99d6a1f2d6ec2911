#include "training/losses.h"

#include <ATen/ATen.h>

namespace noiseloom {

at::Tensor over_pixels(const at::Tensor& rows) { return rows.view({-1, 1, 1, 1}); }

at::Tensor noisy(const at::Tensor& x0, const at::Tensor& noise, const at::Tensor& a, const at::Tensor& s) {
    return over_pixels(a) * x0 + over_pixels(s) * noise;
}

at::Tensor target_of(Prediction kind, const at::Tensor& x0, const at::Tensor& noise, const at::Tensor& a, const at::Tensor& s) {
    switch (kind) {
        case Prediction::epsilon: return noise;
        case Prediction::x0: return x0;
        case Prediction::v: break;
    }
    return over_pixels(a) * noise - over_pixels(s) * x0;
}

at::Tensor min_snr_weight(Prediction kind, const at::Tensor& a, const at::Tensor& s, double gamma) {
    if (gamma <= 0) return at::ones_like(a);
    const at::Tensor snr = (a / s).square(), kept = snr.clamp_max(gamma);
    switch (kind) {
        case Prediction::epsilon: return kept / snr;
        case Prediction::x0: return kept;
        case Prediction::v: break;
    }
    return kept / (snr + 1);
}

at::Tensor denoising_losses(Prediction kind, const at::Tensor& output, const at::Tensor& x0, const at::Tensor& noise, const at::Tensor& a,
                            const at::Tensor& s, double gamma) {
    const at::Tensor error = (output.to(at::kFloat) - target_of(kind, x0, noise, a, s)).square().mean({1, 2, 3});
    return error * min_snr_weight(kind, a, s, gamma);
}

}  // namespace noiseloom
