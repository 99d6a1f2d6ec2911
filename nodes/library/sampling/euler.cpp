#include "library/sampling/churn.h"

namespace noiseloom {

NodeDef sampling_euler_node() {
    NodeDef n("sampling.euler", 1);
    n.text("Euler", "Sampling", "One straight step along the slope at a time: simple, fast, hard to upset.");
    n.keywords("sampler");
    const ChurnInputs churn(n);
    Out<Stepper> out = n.out<Stepper>("sampler").doc("The sampler.");
    n.run([=](Run& r) { return r.set(out, make_euler(churn.read(r))); });
    return n;
}

}  // namespace noiseloom
