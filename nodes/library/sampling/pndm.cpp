#include "core/run.h"
#include "diffusion/steppers.h"

namespace noiseloom {

NodeDef sampling_pndm_node() {
    NodeDef n("sampling.pndm", 1);
    n.text("PNDM", "Sampling", "Linear multistep (arXiv 2202.09778, PLMS): the first Stable Diffusion's default. Goes with the 'leading' spacing.");
    n.keywords("plms sampler");
    Out<Stepper> out = n.out<Stepper>("sampler").doc("The sampler.");
    n.run([=](Run& r) { return r.set(out, make_pndm()); });
    return n;
}

}  // namespace noiseloom
