#include "library/sampling/churn.h"

namespace noiseloom {

NodeDef sampling_dpm2_node() {
    NodeDef n("sampling.dpm2", 1);
    n.text("DPM2", "Sampling",
           "DPM-Solver-2 (arXiv 2206.00927): looks at the slope in the middle of each step and takes the whole step along it. Two calls of "
           "the model a step, as Heun. Upset by few steps from very high noise levels.");
    n.keywords("sampler second order midpoint dpm_2 kdpm2");
    const ChurnInputs churn(n);
    Out<Stepper> out = n.out<Stepper>("sampler").doc("The sampler.");
    n.run([=](Run& r) { return r.set(out, make_dpm2(churn.read(r))); });
    return n;
}

}  // namespace noiseloom
