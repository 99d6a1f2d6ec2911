#include "core/run.h"
#include "diffusion/guiders.h"

namespace noiseloom {

NodeDef guidance_interval_node() {
    NodeDef n("guidance.interval", 1);
    n.text("Interval", "Guidance",
           "Guides only during a part of the steps. Guidance at high noise costs variety, at low noise it costs time and gives little (arXiv 2404.07724).");
    n.keywords("limit start end percent sigma");
    In<Guider> inside = n.in<Guider>("guider").doc("Used inside the interval.");
    In<Guider> outside = n.in<Guider>("outside").optional().doc("Used elsewhere; the plain prompt if it is not connected.");
    In<double> start = n.in<double>("start").value(0).range(0, 1, 0.01).doc("First part of the steps that is guided, 0 is the noise.");
    In<double> stop = n.in<double>("stop").value(1).range(0, 1, 0.01).doc("Where guidance ends, 1 is the picture.");
    In<double> low = n.in<double>("sigma_low").value(0).range(0, 10000).doc("Guides only at noise levels above this.");
    In<double> high = n.in<double>("sigma_high").value(10000).range(0, 10000).doc("Guides only at noise levels up to this.");
    Out<Guider> out = n.out<Guider>("guider").doc("Guided inside, unguided outside. Calls that are not needed are not made.");
    n.run([=](Run& r) { return r.set(out, make_interval(r.share(inside), Interval{r[start], r[stop], r[low], r[high]}, r.share(outside))); });
    return n;
}

}  // namespace noiseloom
