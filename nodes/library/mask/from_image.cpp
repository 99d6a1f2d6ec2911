#include "core/run.h"
#include "image/images.h"
#include "image/transform.h"

namespace noiseloom {

NodeDef mask_from_image_node() {
    NodeDef n("mask.from_image", 1);
    n.text("Image to Mask", "Mask", "Reads a mask from the brightness of a picture: white = repaint.");
    In<Images> image = n.in<Images>("image").doc("The picture; the first of a batch.");
    Out<Mask> out = n.out<Mask>("mask").doc("The mask.");
    n.off_device();
    n.run([=](Run& r) { return r.set(out, to_mask(r[image].first(), MaskFrom::luminance)); });
    return n;
}

}  // namespace noiseloom
