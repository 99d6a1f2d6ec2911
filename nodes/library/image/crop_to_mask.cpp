#include <numeric>

#include "core/run.h"
#include "diffusion/denoiser.h"
#include "image/extend.h"
#include "image/images.h"
#include "image/region.h"
#include "image/transform.h"

namespace noiseloom {
namespace {

// The model's share in the region's options: its size and its factor. Without one the picture's own pixels are worked on, in multiples of 8.
RegionOptions options_for(const Denoiser* model, std::int64_t side) {
    RegionOptions options;
    options.side = static_cast<int>(side);
    if (!model) return options;
    const LatentFormat format = model->format();
    if (side == 0) options.side = format.side;
    options.multiple = std::lcm(options.multiple, format.factor);
    return options;
}

}  // namespace

NodeDef image_crop_to_mask_node() {
    NodeDef n("image.crop_to_mask", 1);
    n.text("Crop Around Mask", "Image", "Cuts out what is masked, with its surroundings, at the size that a model works at; 'Paste Back' puts the result where it came from.");
    n.keywords("inpaint selection region context padding original resolution fill");
    In<Images> image = n.in<Images>("image").doc("The picture, or several of one size.");
    In<Mask> mask = n.in<Mask>("mask").doc("What the model is to repaint. Where it is 0 everywhere, nothing is selected, and all of the picture is taken. Scaled to the picture where its sides have the same ratio.");
    In<Denoiser> model = n.in<Denoiser>("model").optional().doc("The model that will repaint it: says at what size it works, and in what multiples.");
    In<double> padding = n.in<double>("padding").value(0.25).range(0, 4, 0.05).doc("Surroundings on every side that the model sees too, as a part of the longer side of what is masked.");
    In<std::int64_t> size = n.in<std::int64_t>("size").value(0).range(0, 8192, 8).unit("px").doc(
        "The side of a square that the model works at; other shapes get about as many pixels, and at most twice the side. 0: what the model was trained on, or without a model the picture's own pixels.");
    In<std::int64_t> least = n.in<std::int64_t>("least").value(0).range(0, 8192, 8).unit("px").doc(
        "A small mask gets surroundings until the region is so wide and high, where the picture has room. 0: half of the size that the model works at.");
    In<Choice> inside = n.in<Choice>("inside").choices({"picture", "surroundings"}).doc(
        "What is under the mask in the part that is cut out: the picture, or its surroundings, continued smoothly, so that nothing of what is to go is left for the model to see.");
    Out<Images> part = n.out<Images>("image").doc("The part to work on.");
    Out<Mask> part_mask = n.out<Mask>("mask").doc("Of the same size: 1 wherever something is masked, however little.");
    Out<Region> region = n.out<Region>("region").doc("Where it was cut out, for 'Paste Back'.");
    n.off_device();
    n.run([=](Run& r) -> Result<void> {
        NL_TRY(const Mask fits, fitted(r[mask], r[image].first().width, r[image].first().height));
        RegionOptions options = options_for(r.maybe(model), r[size]);
        options.padding = r[padding];
        options.least = static_cast<int>(r[least] > 0 ? r[least] : options.side / 2);
        const WorkingRegion at = region_around(fits, options);
        const Mask hole = repainted(fits, at);
        NL_TRY(Images parts, each(r[image], [&](const Image& one) -> Result<Image> {
                   if (one.width != fits.image.width || one.height != fits.image.height)
                       return Error{Code::bad_image, "the pictures of this batch have different sizes", "Resize them to one size first.", "", "image", ""};
                   r.cancel().check();
                   const Image working = working_picture(one, at);
                   return r[inside].word == "surroundings" ? continued(working, hole, r.cancel()) : working;
               }));
        NL_CHECK(r.set(part, std::move(parts)));
        NL_CHECK(r.set(part_mask, hole));
        return r.set(region, at.region);
    });
    return n;
}

}  // namespace noiseloom
