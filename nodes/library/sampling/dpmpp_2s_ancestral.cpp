#include "core/run.h"
#include "diffusion/steppers.h"

namespace noiseloom {

NodeDef sampling_dpmpp_2s_ancestral_node() {
    NodeDef n("sampling.dpmpp_2s_ancestral", 1);
    n.text("DPM++ 2S Ancestral", "Sampling",
           "DPM-Solver++ of second order without memory (arXiv 2211.01095), with new noise after every step (\"DPM++ 2S a\"). Two calls of "
           "the model a step.");
    n.keywords("dpm solver sampler singlestep dpmpp_2s_ancestral");
    In<double> eta = n.in<double>("eta").value(1).range(0, 1, 0.05).label("η").doc("How much of each step is new noise; 0: none.");
    In<double> noise = n.in<double>("noise").value(1).range(0, 2, 0.01).doc("Strength of the new noise.");
    Out<Stepper> out = n.out<Stepper>("sampler").doc("The sampler.");
    n.run([=](Run& r) { return r.set(out, make_dpmpp_2s_ancestral({r[eta], r[noise]})); });
    return n;
}

}  // namespace noiseloom
