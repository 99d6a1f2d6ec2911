#include "core/run.h"
#include "diffusion/steppers.h"

namespace noiseloom {

NodeDef sampling_dpmpp_2m_sde_node() {
    NodeDef n("sampling.dpmpp_2m_sde", 1);
    n.text("DPM++ 2M SDE", "Sampling", "DPM++ 2M with new noise in every step, from one Brownian path: more detail, settles as steps are added.");
    n.keywords("dpm solver sampler stochastic");
    In<double> eta = n.in<double>("eta").value(1).range(0, 1, 0.05).label("η").doc("How much noise is added back; 0 is DPM++ 2M.");
    In<double> noise = n.in<double>("noise").value(1).range(0, 2, 0.01).doc("Strength of that noise.");
    In<Choice> kind = n.in<Choice>("kind").choices({"midpoint", "heun"}).doc("Which second-order correction.");
    Out<Stepper> out = n.out<Stepper>("sampler").doc("The sampler.");
    n.run([=](Run& r) {
        DpmppOptions options;
        options.kind = r[kind].word == "heun" ? DpmppOptions::Kind::heun : DpmppOptions::Kind::midpoint;
        options.eta = r[eta];
        options.noise = r[noise];
        return r.set(out, make_dpmpp(options));
    });
    return n;
}

}  // namespace noiseloom
