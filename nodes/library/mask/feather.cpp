#include "core/run.h"
#include "image/transform.h"

namespace noiseloom {

NodeDef mask_feather_node() {
    NodeDef n("mask.feather", 1);
    n.text("Feather Mask", "Mask", "Softens the edge of a mask.");
    n.keywords("blur soft");
    In<Mask> mask = n.in<Mask>("mask").doc("The mask.");
    In<double> radius = n.in<double>("radius").value(8).range(0, 512, 1).unit("px").doc("Width of the soft edge.");
    Out<Mask> out = n.out<Mask>("mask").doc("The softened mask.");
    n.off_device();
    n.run([=](Run& r) { return r.set(out, feathered(r[mask], r[radius])); });
    return n;
}

}  // namespace noiseloom
