#include <ATen/ATen.h>

#include "core/run.h"
#include "diffusion/denoiser.h"
#include "diffusion/latent.h"
#include "models/device.h"

namespace noiseloom {

NodeDef latent_empty_node() {
    NodeDef n("latent.empty", 1);
    n.text("Empty Latent", "Latent", "An empty canvas for a sampler: sets the size of the picture and how many are made at once.");
    n.keywords("size width height batch canvas");
    In<Denoiser> model = n.in<Denoiser>("model").doc("The model that will fill it.");
    In<std::int64_t> width = n.in<std::int64_t>("width").value(512).range(8, 16384, 8).unit("px").doc("Width; rounded to what the model can make.");
    In<std::int64_t> height = n.in<std::int64_t>("height").value(512).range(8, 16384, 8).unit("px").doc("Height.");
    In<std::int64_t> count = n.in<std::int64_t>("count").value(1).range(1, 256).doc("Pictures made together; each has noise of its own.");
    Out<Latent> out = n.out<Latent>("latent").doc("The canvas.");
    n.run([=](Run& r) {
        const LatentFormat format = r[model].format();
        const auto units = [&](std::int64_t pixels) { return std::max<std::int64_t>(1, pixels / format.factor); };
        // The least that follows: the pictures as a tensor and as pixels, in float32 RGB.
        const double pixels = static_cast<double>(r[width]) * static_cast<double>(r[height]) * static_cast<double>(r[count]);
        need_memory(at::kCPU, pixels * 3 * sizeof(float) * 2,
                    std::to_string(r[count]) + " x " + std::to_string(r[width]) + " x " + std::to_string(r[height]) + " pixels");
        return r.set(out, Latent{at::zeros({r[count], format.channels, units(r[height]), units(r[width])}), {}});
    });
    return n;
}

}  // namespace noiseloom
