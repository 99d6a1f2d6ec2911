#include "core/run.h"
#include "diffusion/steppers.h"

namespace noiseloom {

NodeDef sampling_pndm_node() {
    NodeDef n("sampling.pndm", 1);
    n.text("PNDM", "Sampling", "Linear multistep (arXiv 2202.09778, PLMS): the first Stable Diffusion's default. Goes with the 'leading' spacing. One call of the model a step.");
    n.keywords("plms sampler");
    In<bool> warm_up = n.in<bool>("warm_up").value(false).doc(
        "Starts with three Runge-Kutta steps of four calls each instead of one of two: the paper's PNDM, for models without a latent.");
    Out<Stepper> out = n.out<Stepper>("sampler").doc("The sampler.");
    n.run([=](Run& r) { return r.set(out, make_pndm({r[warm_up]})); });
    return n;
}

}  // namespace noiseloom
