#include "core/run.h"
#include "diffusion/steppers.h"

namespace noiseloom {

NodeDef sampling_dpmpp_sde_node() {
    NodeDef n("sampling.dpmpp_sde", 1);
    n.text("DPM++ SDE", "Sampling",
           "DPM-Solver++ with noise in both halves of every step, from one Brownian path: rich detail in few steps. Two calls of the model a step.");
    n.keywords("dpm solver sampler stochastic dpmpp_sde");
    In<double> eta = n.in<double>("eta").value(1).range(0, 1, 0.05).label("η").doc("How much of each step is new noise; 0: none.");
    In<double> noise = n.in<double>("noise").value(1).range(0, 2, 0.01).doc("Strength of the new noise.");
    In<double> middle = n.in<double>("middle").value(0.5).range(0.1, 1, 0.05).doc("Where in the step, in ln σ, the second call is made.");
    Out<Stepper> out = n.out<Stepper>("sampler").doc("The sampler.");
    n.run([=](Run& r) { return r.set(out, make_dpmpp_sde({r[eta], r[noise], r[middle]})); });
    return n;
}

}  // namespace noiseloom
