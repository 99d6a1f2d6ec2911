#include "diffusion/steppers.h"
#include "library/sampling/process.h"

namespace noiseloom {

NodeDef sampling_probability_flow_node() {
    NodeDef n("sampling.probability_flow", 1);
    n.text("Probability Flow (RK45)", "Sampling",
           "Solves the ordinary differential equation that has the noise's distribution at every time (arXiv 2011.13456, section 4.3), with steps of its own choice "
           "and a bound on their error. The same noise gives the same picture however it is solved.");
    n.keywords("score ode dormand prince adaptive song");
    In<Denoiser> model = n.in<Denoiser>("model").optional().doc("A model of score_sde: its own equation is taken then. Any other is taken to have the one that is chosen here.");
    const ProcessInput process(n);
    In<double> tolerance = n.in<double>("tolerance").value(1e-4).range(1e-10, 0.1).doc("Of each step's error, relative and absolute. 1e-5 in the paper; less takes more calls of the model.");
    In<std::int64_t> stages = n.in<std::int64_t>("stages").value(4).range(1, 1000).doc("Parts of the way after which the picture so far is shown. Each begins its steps anew.");
    Out<Stepper> sampler = n.out<Stepper>("sampler").doc("The sampler; it wants the schedule beside it.");
    Out<Grid> schedule = n.out<Grid>("schedule").doc("The stages, evenly spread in time.");
    n.run([=](Run& r) -> Result<void> {
        NL_TRY(const Sde sde, process.read(r, r.maybe(model)));
        Grid grid = sde.grid(static_cast<int>(r[stages]) + 1);
        grid.pop_back();   // the flow ends at the earliest time, which counts as the picture
        grid.back().to = {1, 0, 0};
        NL_CHECK(r.set(schedule, std::move(grid)));
        return r.set(sampler, make_probability_flow(sde, {r[tolerance], r[tolerance]}));
    });
    return n;
}

}  // namespace noiseloom
