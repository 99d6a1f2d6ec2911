#include "core/run.h"
#include "diffusion/steppers.h"

namespace noiseloom {

NodeDef sampling_dpm_adaptive_node() {
    NodeDef n("sampling.dpm_adaptive", 1);
    n.text("DPM Adaptive", "Sampling",
           "DPM-Solver with steps as long as the error allows (arXiv 2206.00927), 'order' calls of the model a try. Takes only the first and "
           "last level of the schedule; curves over the steps count with their start.");
    n.keywords("sampler dpm_adaptive dpm solver");
    In<std::int64_t> order = n.in<std::int64_t>("order").value(3).range(2, 3).doc("Order of the solver, and its calls of the model a try.");
    In<double> relative = n.in<double>("relative").value(0.05).range(0.0001, 1, 0.01).doc("Error allowed, relative to the picture's values. Smaller: more steps.");
    In<double> absolute = n.in<double>("absolute").value(0.0078).range(0.0001, 1, 0.001).doc("Error allowed where values are near 0.");
    In<double> eta = n.in<double>("eta").value(0).range(0, 1, 0.05).label("η").doc("How much of each step is new noise; 0: none.");
    In<double> noise = n.in<double>("noise").value(1).range(0, 2, 0.01).doc("Strength of the new noise.");
    Out<Stepper> out = n.out<Stepper>("sampler").doc("The sampler.");
    n.run([=](Run& r) {
        DpmAdaptiveOptions options;
        options.order = static_cast<int>(r[order]);
        options.relative = r[relative];
        options.absolute = r[absolute];
        options.eta = r[eta];
        options.noise = r[noise];
        return r.set(out, make_dpm_adaptive(options));
    });
    return n;
}

}  // namespace noiseloom
