#include "library/sampling/clip.h"

namespace noiseloom {

NodeDef sampling_ddim_node() {
    NodeDef n("sampling.ddim", 1);
    n.text("DDIM", "Sampling", "Deterministic steps along the estimate (arXiv 2010.02502); with η noise is added back, up to DDPM at 1.");
    n.keywords("sampler eta deterministic");
    In<double> eta = n.in<double>("eta").value(0).range(0, 1, 0.05).label("η").doc("0: the same noise always gives the same picture; 1: as noisy as DDPM.");
    const ClipInput clip(n);
    In<bool> rederive = n.in<bool>("clipped_epsilon").value(false).doc("Derive the noise anew from the limited estimate, as guided-diffusion does.");
    Out<Stepper> out = n.out<Stepper>("sampler").doc("The sampler.");
    n.run([=](Run& r) {
        DdimOptions options;
        options.eta = r[eta];
        options.clip.kind = clip.read(r);
        options.clipped_epsilon = r[rederive];
        return r.set(out, make_ddim(options));
    });
    return n;
}

}  // namespace noiseloom
