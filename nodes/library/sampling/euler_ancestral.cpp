#include "core/run.h"
#include "diffusion/steppers.h"

namespace noiseloom {

NodeDef sampling_euler_ancestral_node() {
    NodeDef n("sampling.euler_ancestral", 1);
    n.text("Euler Ancestral", "Sampling", "Euler with new noise after every step (\"Euler a\"): the picture keeps changing as steps are added.");
    n.keywords("euler a sampler");
    In<double> eta = n.in<double>("eta").value(1).range(0, 1, 0.05).label("η").doc("How much of each step is new noise; 0 is plain Euler.");
    In<double> noise = n.in<double>("noise").value(1).range(0, 2, 0.01).doc("Strength of the new noise.");
    Out<Stepper> out = n.out<Stepper>("sampler").doc("The sampler.");
    n.run([=](Run& r) { return r.set(out, make_euler_ancestral({r[eta], r[noise]})); });
    return n;
}

}  // namespace noiseloom
