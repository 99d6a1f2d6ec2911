#include "core/run.h"
#include "diffusion/guiders.h"

namespace noiseloom {

NodeDef guidance_threshold_node() {
    NodeDef n("guidance.threshold", 1);
    n.text("Dynamic Threshold", "Guidance", "Keeps the range that a lower guidance scale would have, so that high scales do not burn. For latents; pixel models have 'clip' of the sampler.");
    n.keywords("dynthres mimic cfg burn saturation");
    In<Guider> inner = n.in<Guider>("guider").doc("The guidance to tame.");
    In<double> mimic = n.in<double>("mimic").value(7.0).range(0, 30, 0.5).doc("The scale whose range is kept.");
    In<double> quantile = n.in<double>("quantile").value(1.0).range(0.5, 1, 0.005).doc("The part of the values that may reach the limit; 1: none is cut, all shrink alike.");
    Out<Guider> out = n.out<Guider>("guider").doc("The tamed guidance.");
    n.run([=](Run& r) { return r.set(out, make_threshold(r.share(inner), {r[mimic], r[quantile]})); });
    return n;
}

}  // namespace noiseloom
