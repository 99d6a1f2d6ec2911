#include "training/pictures.h"

#include <ATen/ATen.h>

namespace noiseloom {

Image sheet(const at::Tensor& pictures, std::int64_t columns) {
    constexpr std::int64_t gap = 2;
    const std::int64_t count = pictures.size(0), height = pictures.size(2), width = pictures.size(3), rows = (count + columns - 1) / columns;
    const at::Tensor all = at::ones({rows * (height + gap) - gap, columns * (width + gap) - gap, 3}, at::kFloat);
    for (std::int64_t i = 0; i < count; ++i)
        all.narrow(0, i / columns * (height + gap), height)
            .narrow(1, i % columns * (width + gap), width)
            .copy_(pictures[i].to(at::kFloat).cpu().mul(0.5).add(0.5).clamp(0, 1).permute({1, 2, 0}));
    const auto* data = all.const_data_ptr<float>();
    return make_image(static_cast<int>(all.size(1)), static_cast<int>(all.size(0)), 3, {data, data + all.numel()});
}

double psnr(const at::Tensor& a, const at::Tensor& b) {
    const at::Tensor error = (a.clamp(-1, 1) - b.clamp(-1, 1)).square().mean({1, 2, 3}).clamp_min(1e-10);
    return (10 * at::log10(4 / error)).mean().item<double>();
}

}  // namespace noiseloom
