#include "core/run.h"
#include "image/images.h"
#include "image/paint.h"

namespace noiseloom {

NodeDef mask_paint_node() {
    NodeDef n("mask.paint", 1);
    n.text("Painted Mask", "Mask", "A mask that is painted over a picture with a brush.");
    n.keywords("brush draw inpaint area");
    In<Images> like = n.in<Images>("image").doc("The picture that is painted on: the mask gets its size.");
    In<Drawing> drawing = n.in<Drawing>("drawing").value(Drawing{}).doc("The strokes, in parts of the picture, so that they fit one of another size too.");
    Out<Mask> out = n.out<Mask>("mask").doc("The mask: 1 = repaint.");
    n.off_device();
    n.run([=](Run& r) {
        const Image& image = r[like].first();
        return r.set(out, painted(r[drawing], image.width, image.height, r.cancel()));
    });
    return n;
}

}  // namespace noiseloom
