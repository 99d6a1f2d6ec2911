#include "core/run.h"
#include "image/images.h"
#include "image/transform.h"

namespace noiseloom {

NodeDef image_composite_node() {
    NodeDef n("image.composite", 1);
    n.text("Composite", "Image", "Lays a picture over another where a mask says so; the rest stays as it was, bit for bit.");
    n.keywords("paste blend mask inpaint");
    In<Images> base = n.in<Images>("base").doc("The picture below; the first of a batch.");
    In<Images> over = n.in<Images>("over").doc("The pictures on top, of the same size.");
    In<Mask> mask = n.in<Mask>("mask").doc("1: the picture on top, 0: the one below. Scaled to the pictures where its sides have their ratio.");
    In<double> feather = n.in<double>("feather").value(0).range(0, 256, 1).unit("px").doc("Softness of the mask's edge.");
    Out<Images> out = n.out<Images>("image").doc("The composed pictures.");
    Out<Mask> coverage = n.out<Mask>("coverage").doc("The mask as it was used, fitted and softened: image editors take it for the new layer's transparency.");
    n.bypass("image", "over");
    n.off_device();
    n.run([=](Run& r) -> Result<void> {
        const Image& below = r[base].first();
        NL_TRY(const Mask fits, fitted(r[mask], below.width, below.height));
        Mask soft = feathered(fits, r[feather]);
        NL_TRY(Images made, each(r[over], [&](const Image& one) { return composite(below, one, soft); }));
        NL_CHECK(r.set(out, std::move(made)));
        return r.set(coverage, std::move(soft));
    });
    return n;
}

}  // namespace noiseloom
