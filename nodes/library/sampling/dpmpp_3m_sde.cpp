#include "core/run.h"
#include "diffusion/steppers.h"

namespace noiseloom {

NodeDef sampling_dpmpp_3m_sde_node() {
    NodeDef n("sampling.dpmpp_3m_sde", 1);
    n.text("DPM++ 3M SDE", "Sampling",
           "DPM++ 2M SDE with a memory of three steps: smoother from 30 steps on. One call of the model a step. Goes with the exponential schedule.");
    n.keywords("dpm solver sampler stochastic dpmpp_3m_sde");
    In<double> eta = n.in<double>("eta").value(1).range(0, 1, 0.05).label("η").doc("How much noise is added back; 0: none.");
    In<double> noise = n.in<double>("noise").value(1).range(0, 2, 0.01).doc("Strength of that noise.");
    Out<Stepper> out = n.out<Stepper>("sampler").doc("The sampler.");
    n.run([=](Run& r) {
        DpmppOptions options;
        options.order = 3;
        options.kind = DpmppOptions::Kind::heun;
        options.eta = r[eta];
        options.noise = r[noise];
        return r.set(out, make_dpmpp(options));
    });
    return n;
}

}  // namespace noiseloom
