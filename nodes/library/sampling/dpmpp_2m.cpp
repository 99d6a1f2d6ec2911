#include "core/run.h"
#include "diffusion/steppers.h"

namespace noiseloom {

NodeDef sampling_dpmpp_2m_node() {
    NodeDef n("sampling.dpmpp_2m", 1);
    n.text("DPM++ 2M", "Sampling", "Second-order multistep solver (arXiv 2211.01095): the best picture for few steps in most cases.");
    n.keywords("dpm solver sampler multistep");
    In<bool> lower = n.in<bool>("lower_order_final").value(false).doc("First order in the last step of runs below 15 steps, as diffusers does.");
    Out<Stepper> out = n.out<Stepper>("sampler").doc("The sampler.");
    n.run([=](Run& r) {
        DpmppOptions options;
        options.lower_order_final = r[lower];
        return r.set(out, make_dpmpp(options));
    });
    return n;
}

}  // namespace noiseloom
