#include "core/run.h"
#include "diffusion/steppers.h"

namespace noiseloom {

NodeDef sampling_lms_node() {
    NodeDef n("sampling.lms", 1);
    n.text("LMS", "Sampling",
           "Linear multistep: carries the slopes of the last steps on, like PNDM but for levels at any distance. One call of the model a "
           "step. Wants 20 steps or more.");
    n.keywords("sampler linear multistep adams k_lms");
    In<std::int64_t> order = n.in<std::int64_t>("order").value(4).range(1, 4).doc("How many slopes count; 1 is Euler.");
    Out<Stepper> out = n.out<Stepper>("sampler").doc("The sampler.");
    n.run([=](Run& r) { return r.set(out, make_lms(static_cast<int>(r[order]))); });
    return n;
}

}  // namespace noiseloom
