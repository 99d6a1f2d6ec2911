#include "core/curve.h"
#include "core/run.h"

namespace noiseloom {

NodeDef values_curve_node() {
    NodeDef n("values.curve", 1);
    n.text("Curve", "Values", "A value that changes over the steps, from the noise (0) to the picture (1).");
    In<Curve> curve = n.in<Curve>("value").value(Curve(7.5)).doc("A number, or knots of position and value with straight lines between them.");
    Out<Curve> out = n.out<Curve>("value").doc("The same curve.");
    n.off_device();
    n.run([=](Run& r) { return r.set(out, r[curve]); });
    return n;
}

}  // namespace noiseloom
