#include <ATen/ATen.h>

#include "core/run.h"
#include "diffusion/denoiser.h"
#include "diffusion/latent.h"
#include "models/device.h"

namespace noiseloom {
namespace {

// A side of 0 is the model's own.
Result<std::int64_t> side_of(const char* name, std::int64_t side, const LatentFormat& format) {
    if (side > 0) return side;
    if (format.side > 0) return format.side;
    return Error{Code::bad_workflow, "this model does not say which size of pictures it was trained on", std::string("Type the ") + name + " in pixels.", "", name, ""};
}

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
    In<std::int64_t> width = n.in<std::int64_t>("width").value(512).range(0, 16384, 8).unit("px").doc(
        "Width: a multiple of the model's factor, 8 for Stable Diffusion. Other sizes are refused, not rounded. 0: what the model was trained on.");
    In<std::int64_t> height = n.in<std::int64_t>("height").value(512).range(0, 16384, 8).unit("px").doc("Height, a multiple of the same. 0: what the model was trained on.");
    In<std::int64_t> count = n.in<std::int64_t>("count").value(1).range(1, 256).doc("Pictures made together; each has noise of its own.");
    Out<Latent> out = n.out<Latent>("latent").doc("The canvas.");
    n.run([=](Run& r) -> Result<void> {
        const LatentFormat format = r[model].format();
        NL_TRY(const std::int64_t across, side_of("width", r[width], format));
        NL_TRY(const std::int64_t down, side_of("height", r[height], format));
        NL_CHECK(check_side("width", across, format.factor));
        NL_CHECK(check_side("height", down, format.factor));
        // The least that follows: the pictures as a tensor and as pixels, in float32 RGB.
        const double pixels = static_cast<double>(across) * static_cast<double>(down) * static_cast<double>(r[count]);
        need_memory(at::kCPU, pixels * 3 * sizeof(float) * 2,
                    std::to_string(r[count]) + " x " + std::to_string(across) + " x " + std::to_string(down) + " pixels");
        return r.set(out, Latent{at::zeros({r[count], format.channels, down / format.factor, across / format.factor}), {}});
    });
    return n;
}

}  // namespace noiseloom
