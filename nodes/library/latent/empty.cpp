#include <ATen/ATen.h>

#include "core/run.h"
#include "diffusion/denoiser.h"
#include "diffusion/latent.h"
#include "models/device.h"

namespace noiseloom {
namespace {

// Sides that the model cannot make are the user's to choose: rounding would give another picture than asked for.
Result<void> check_side(const char* name, std::int64_t side, std::int64_t factor) {
    if (side % factor == 0) return {};
    const std::int64_t below = std::max(factor, side / factor * factor), above = (side / factor + 1) * factor;
    const std::string nearest = below < side ? std::to_string(below) + " or " + std::to_string(above) : std::to_string(above);
    return Error{Code::bad_workflow, "this model makes pictures with sides in multiples of " + std::to_string(factor) + " pixels, and the " + name + " is " + std::to_string(side),
                 "The nearest it can make: " + nearest + ". Resize or crop the finished picture for sizes between.", "", name, ""};
}

}  // namespace

NodeDef latent_empty_node() {
    NodeDef n("latent.empty", 1);
    n.text("Empty Latent", "Latent", "An empty canvas for a sampler: sets the size of the picture and how many are made at once.");
    n.keywords("size width height batch canvas");
    In<Denoiser> model = n.in<Denoiser>("model").doc("The model that will fill it.");
    In<std::int64_t> width = n.in<std::int64_t>("width").value(512).range(8, 16384, 8).unit("px").doc(
        "Width: a multiple of the model's factor, 8 for Stable Diffusion. Other sizes are refused, not rounded.");
    In<std::int64_t> height = n.in<std::int64_t>("height").value(512).range(8, 16384, 8).unit("px").doc("Height, a multiple of the same.");
    In<std::int64_t> count = n.in<std::int64_t>("count").value(1).range(1, 256).doc("Pictures made together; each has noise of its own.");
    Out<Latent> out = n.out<Latent>("latent").doc("The canvas.");
    n.run([=](Run& r) -> Result<void> {
        const LatentFormat format = r[model].format();
        NL_CHECK(check_side("width", r[width], format.factor));
        NL_CHECK(check_side("height", r[height], format.factor));
        // The least that follows: the pictures as a tensor and as pixels, in float32 RGB.
        const double pixels = static_cast<double>(r[width]) * static_cast<double>(r[height]) * static_cast<double>(r[count]);
        need_memory(at::kCPU, pixels * 3 * sizeof(float) * 2,
                    std::to_string(r[count]) + " x " + std::to_string(r[width]) + " x " + std::to_string(r[height]) + " pixels");
        return r.set(out, Latent{at::zeros({r[count], format.channels, r[height] / format.factor, r[width] / format.factor}), {}});
    });
    return n;
}

}  // namespace noiseloom
