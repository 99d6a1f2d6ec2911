#include "core/run.h"
#include "diffusion/steppers.h"

namespace noiseloom {

NodeDef sampling_tcd_node() {
    NodeDef n("sampling.tcd", 1);
    n.text("TCD", "Sampling",
           "For trajectory consistency models (arXiv 2402.19159) and their LoRAs alone: 2 to 8 steps with as much noise as wanted, with the "
           "schedule 'lcm'. One call of the model a step; wants a guidance scale of 1 to 2.");
    n.keywords("sampler consistency distilled few steps hyper");
    In<double> eta = n.in<double>("eta").value(0.3).range(0, 1, 0.05).label("η").doc("0: no noise, for few steps; higher for more steps, which then add detail. The paper's γ.");
    Out<Stepper> out = n.out<Stepper>("sampler").doc("The sampler.");
    n.run([=](Run& r) { return r.set(out, make_tcd(r[eta])); });
    return n;
}

}  // namespace noiseloom
