#include <cmath>

#include <ATen/ATen.h>

#include "core/run.h"
#include "diffusion/latent.h"
#include "models/device.h"

namespace noiseloom {

NodeDef latent_upscale_node() {
    NodeDef n("latent.upscale", 1);
    n.text("Scale Latent", "Latent", "Makes latents larger (or smaller), for a second pass of the sampler that adds detail.");
    n.keywords("hires fix resize upscale");
    In<Latent> latent = n.in<Latent>("latent").doc("The latents.");
    In<double> factor = n.in<double>("factor").value(2).range(0.125, 8, 0.125).doc("How many times larger each side becomes.");
    In<Choice> method = n.in<Choice>("method").choices({"bicubic", "bilinear", "nearest"}).doc("How values between latent pixels are made.");
    Out<Latent> out = n.out<Latent>("latent").doc("The scaled latents.");
    n.run([=](Run& r) {
        const at::Tensor& samples = r[latent].samples;
        const auto scaled = [&](std::int64_t size) { return std::max<std::int64_t>(1, std::llround(static_cast<double>(size) * r[factor])); };
        const std::vector<std::int64_t> size{scaled(samples.size(2)), scaled(samples.size(3))};
        const double count = static_cast<double>(samples.size(0) * samples.size(1) * size[0]) * static_cast<double>(size[1]);
        need_memory(samples.device(), count * sizeof(float), "a latent of " + std::to_string(size[1]) + " x " + std::to_string(size[0]));
        const auto resize = [&](const at::Tensor& values) {
            const std::string& word = r[method].word;
            return word == "bicubic"    ? at::upsample_bicubic2d(values, size, false)
                   : word == "bilinear" ? at::upsample_bilinear2d(values, size, false)
                                        : at::upsample_nearest2d(values, size);
        };
        Latent made{resize(samples), {}};
        if (r[latent].mask.defined()) made.mask = resize(r[latent].mask).clamp_(0, 1);
        return r.set(out, std::move(made));
    });
    return n;
}

}  // namespace noiseloom
