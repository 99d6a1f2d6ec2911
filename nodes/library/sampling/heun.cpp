#include "library/sampling/churn.h"

namespace noiseloom {

NodeDef sampling_heun_node() {
    NodeDef n("sampling.heun", 1);
    n.text("Heun", "Sampling", "Looks ahead and averages two slopes a step: twice the work of Euler, and more exact for it.");
    n.keywords("sampler second order");
    const ChurnInputs churn(n);
    Out<Stepper> out = n.out<Stepper>("sampler").doc("The sampler.");
    n.run([=](Run& r) { return r.set(out, make_heun(churn.read(r))); });
    return n;
}

}  // namespace noiseloom
