#include "core/run.h"
#include "diffusion/steppers.h"

namespace noiseloom {

NodeDef sampling_dpm2_ancestral_node() {
    NodeDef n("sampling.dpm2_ancestral", 1);
    n.text("DPM2 Ancestral", "Sampling",
           "DPM2 with new noise after every step (\"DPM2 a\"): the picture keeps changing as steps are added. Two calls of the model a "
           "step. Upset by models that start from very high noise levels, where DPM++ 2S Ancestral is not.");
    n.keywords("sampler dpm2 a dpm_2_ancestral kdpm2");
    In<double> eta = n.in<double>("eta").value(1).range(0, 1, 0.05).label("η").doc("How much of each step is new noise; 0: none.");
    In<double> noise = n.in<double>("noise").value(1).range(0, 2, 0.01).doc("Strength of the new noise.");
    Out<Stepper> out = n.out<Stepper>("sampler").doc("The sampler.");
    n.run([=](Run& r) { return r.set(out, make_dpm2_ancestral({r[eta], r[noise]})); });
    return n;
}

}  // namespace noiseloom
