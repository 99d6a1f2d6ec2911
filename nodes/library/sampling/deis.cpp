#include "core/run.h"
#include "diffusion/steppers.h"

namespace noiseloom {

NodeDef sampling_deis_node() {
    NodeDef n("sampling.deis", 1);
    n.text("DEIS", "Sampling",
           "Draws a curve through the estimated noise of the last steps and integrates it exactly (arXiv 2204.13902): few steps with little "
           "guidance. One call of the model a step.");
    n.keywords("sampler exponential integrator multistep");
    In<std::int64_t> order = n.in<std::int64_t>("order").value(3).range(1, 3).doc("How many steps the curve goes through; 1 is DDIM.");
    In<bool> lower = n.in<bool>("lower_order_final").value(true).doc("Lower orders in the last two steps of runs below 15 steps.");
    Out<Stepper> out = n.out<Stepper>("sampler").doc("The sampler.");
    n.run([=](Run& r) { return r.set(out, make_deis({static_cast<int>(r[order]), r[lower]})); });
    return n;
}

}  // namespace noiseloom
