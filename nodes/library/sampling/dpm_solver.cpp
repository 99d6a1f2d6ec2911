#include "core/run.h"
#include "diffusion/steppers.h"

namespace noiseloom {

NodeDef sampling_dpm_solver_node() {
    NodeDef n("sampling.dpm_solver", 1);
    n.text("DPM-Solver", "Sampling",
           "The whole family as diffusers has it: multistep remembers earlier steps (DPM++ 2M), singlestep groups 'order' steps into one "
           "(DPM++ 2S). One call of the model a step.");
    n.keywords("sampler dpmsolver dpmpp 2s 3s 3m singlestep multistep");
    In<Choice> method = n.in<Choice>("method").choices({"multistep", "singlestep"}).doc("Where the other estimates of a step come from: earlier steps, or levels within it.");
    In<Choice> algorithm = n.in<Choice>("algorithm").choices({"dpmsolver++", "dpmsolver"}).doc(
        "What is followed: the estimated picture (arXiv 2211.01095), or the estimated noise (arXiv 2206.00927), which strong guidance upsets.");
    In<std::int64_t> order = n.in<std::int64_t>("order").value(2).range(1, 3).doc("2 for strong guidance, 3 for none; 1 is DDIM.");
    In<Choice> kind = n.in<Choice>("kind").choices({"midpoint", "heun"}).doc("Which second-order correction.");
    In<bool> lower = n.in<bool>("lower_order_final").value(true).doc("Lower orders at the end of the run, where high ones ring; multistep below 15 steps alone.");
    Out<Stepper> out = n.out<Stepper>("sampler").doc("The sampler.");
    n.run([=](Run& r) {
        const SolverForm form = r[algorithm].word == "dpmsolver" ? SolverForm::epsilon : SolverForm::x0;
        const auto correction = r[kind].word == "heun" ? DpmppOptions::Kind::heun : DpmppOptions::Kind::midpoint;
        if (r[method].word == "singlestep") return r.set(out, make_dpm_singlestep({form, static_cast<int>(r[order]), correction, r[lower]}));
        DpmppOptions options;
        options.form = form;
        options.order = static_cast<int>(r[order]);
        options.kind = correction;
        options.lower_order_final = r[lower];
        return r.set(out, make_dpmpp(options));
    });
    return n;
}

}  // namespace noiseloom
