#include "standalone/latent_colours.h"

#include <ATen/ATen.h>

namespace noiseloom {
namespace {

at::Tensor tensor_of(const LatentColours& colours) {
    return at::from_blob(const_cast<float*>(colours.front().data()), {static_cast<std::int64_t>(colours.size()), 3}, at::kFloat).clone();
}

// [N, C, H, W] as rows of C + 1 numbers, the last one 1.
at::Tensor rows(const at::Tensor& latents) {
    const at::Tensor places = latents.movedim(1, -1).reshape({-1, latents.size(1)}).to(at::kFloat);
    return at::cat({places, at::ones({places.size(0), 1})}, 1);
}

}  // namespace

std::optional<LatentColours> latent_colours(std::int64_t channels) {
    if (channels == 3) return LatentColours{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {0, 0, 0}};
    // Fitted to Stable Diffusion 1's autoencoder, as ComfyUI and others have them; SDXL's latents get wrong hues by them.
    if (channels == 4) return LatentColours{{0.3512f, 0.2297f, 0.3227f}, {0.3250f, 0.4974f, 0.2350f}, {-0.2829f, 0.1762f, 0.2721f}, {-0.2120f, -0.2616f, -0.7177f}, {0, 0, 0}};
    // Of resources/noiseloom-pack/vae: fit_latent_colours() on scenes, which its test repeats.
    if (channels == 8)
        return LatentColours{{0.2173f, 0.2020f, 0.1948f}, {-0.0150f, -0.0398f, 0.0767f}, {0.0868f, -0.0140f, 0.3901f}, {0.2777f, 0.1031f, -0.1589f}, {0.1293f, 0.1611f, 0.1156f},
                             {-0.0147f, 0.0425f, 0.1039f}, {0.1263f, 0.0475f, -0.0318f}, {-0.0829f, -0.3467f, -0.1167f}, {0.2387f, 0.1774f, 0.2665f}};
    return {};
}

Image coloured(const at::Tensor& latent, const LatentColours& colours) {
    const auto height = latent.size(1), width = latent.size(2);
    const at::Tensor rgb = (at::matmul(rows(latent.unsqueeze(0)), tensor_of(colours)) / 2 + 0.5).clamp(0, 1).nan_to_num(0).contiguous();
    const auto* values = rgb.const_data_ptr<float>();
    return make_image(static_cast<int>(width), static_cast<int>(height), 3, std::vector<float>(values, values + rgb.numel()));
}

LatentColours fit_latent_colours(const at::Tensor& latents, const at::Tensor& pictures) {
    const at::Tensor x = rows(latents).to(at::kDouble), y = pictures.movedim(1, -1).reshape({-1, 3}).to(at::kDouble);
    const at::Tensor fitted = std::get<0>(at::linalg_solve_ex(at::matmul(x.t(), x), at::matmul(x.t(), y))).to(at::kFloat).contiguous();
    LatentColours colours(static_cast<std::size_t>(fitted.size(0)));
    std::copy_n(fitted.const_data_ptr<float>(), fitted.numel(), colours.front().data());
    return colours;
}

}  // namespace noiseloom
