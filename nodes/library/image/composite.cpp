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
    n.bypass("image", "over");
    n.off_device();
    n.run([=](Run& r) -> Result<void> {
        NL_TRY(Images made, each(r[over], [&](const Image& one) { return composite(r[base].first(), one, r[mask], r[feather]); }));
        return r.set(out, std::move(made));
    });
    return n;
}

}  // namespace noiseloom
