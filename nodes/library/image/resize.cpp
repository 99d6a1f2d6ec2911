#include "core/run.h"
#include "image/images.h"
#include "image/transform.h"
#include "models/device.h"

namespace noiseloom {

NodeDef image_resize_node() {
    NodeDef n("image.resize", 1);
    n.text("Resize Image", "Image", "Makes pictures larger or smaller.");
    n.keywords("scale upscale downscale size");
    In<Images> image = n.in<Images>("image").doc("The pictures.");
    In<std::int64_t> width = n.in<std::int64_t>("width").value(512).range(1, Image::max_side).unit("px").doc("New width.");
    In<std::int64_t> height = n.in<std::int64_t>("height").value(512).range(1, Image::max_side).unit("px").doc("New height.");
    In<Choice> filter = n.in<Choice>("filter").choices({"lanczos", "bicubic", "bilinear", "area", "nearest"}).doc("How pixels between pixels are made.");
    Out<Images> out = n.out<Images>("image").doc("The resized pictures.");
    n.off_device();
    n.run([=](Run& r) -> Result<void> {
        const double pixels = static_cast<double>(r[width]) * static_cast<double>(r[height]) * static_cast<double>(r[image].size());
        need_memory(at::kCPU, pixels * r[image].first().channels * sizeof(float), std::to_string(r[width]) + " x " + std::to_string(r[height]) + " pixels");
        const std::string& word = r[filter].word;
        const Filter chosen = word == "lanczos"    ? Filter::lanczos
                              : word == "bicubic"  ? Filter::bicubic
                              : word == "bilinear" ? Filter::bilinear
                              : word == "area"     ? Filter::area
                                                   : Filter::nearest;
        NL_TRY(Images resized, each(r[image], [&](const Image& one) -> Result<Image> {
                   return resize(one, static_cast<int>(r[width]), static_cast<int>(r[height]), chosen);
               }));
        return r.set(out, std::move(resized));
    });
    return n;
}

}  // namespace noiseloom
