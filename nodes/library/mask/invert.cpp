#include "core/run.h"
#include "image/transform.h"

namespace noiseloom {

NodeDef mask_invert_node() {
    NodeDef n("mask.invert", 1);
    n.text("Invert Mask", "Mask", "Swaps what is repainted and what is kept.");
    In<Mask> mask = n.in<Mask>("mask").doc("The mask.");
    Out<Mask> out = n.out<Mask>("mask").doc("1 where the mask was 0.");
    n.off_device();
    n.run([=](Run& r) { return r.set(out, inverted(r[mask])); });
    return n;
}

}  // namespace noiseloom
