#include "core/run.h"
#include "diffusion/steppers.h"

namespace noiseloom {

NodeDef sampling_dpm_fast_node() {
    NodeDef n("sampling.dpm_fast", 1);
    n.text("DPM Fast", "Sampling",
           "DPM-Solver of order 3 in a given number of calls of the model (arXiv 2206.00927). Spreads its own steps evenly in ln σ and takes "
           "only the first and last level of the schedule.");
    n.keywords("sampler dpm_fast dpm solver");
    In<std::int64_t> calls = n.in<std::int64_t>("calls").value(20).range(1, 1000).doc("Calls of the model in the whole run: three a step.");
    In<double> eta = n.in<double>("eta").value(0).range(0, 1, 0.05).label("η").doc("How much of each step is new noise; 0: none.");
    In<double> noise = n.in<double>("noise").value(1).range(0, 2, 0.01).doc("Strength of the new noise.");
    Out<Stepper> out = n.out<Stepper>("sampler").doc("The sampler.");
    n.run([=](Run& r) { return r.set(out, make_dpm_fast({static_cast<int>(r[calls]), r[eta], r[noise]})); });
    return n;
}

}  // namespace noiseloom
