#include "core/run.h"
#include "diffusion/guiders.h"

namespace noiseloom {

NodeDef guidance_rescale_node() {
    NodeDef n("guidance.rescale", 1);
    n.text("Rescale", "Guidance",
           "Gives the guided prediction the contrast of the unguided one, against burnt colours at high scales (arXiv 2305.08891, section 3.4).");
    n.keywords("cfg burn contrast overexposed");
    In<Guider> inner = n.in<Guider>("guider").doc("The guidance to tame.");
    In<double> amount = n.in<double>("amount").value(0.7).range(0, 1, 0.05).doc("0 leaves it as it is, 1 matches the contrast fully.");
    Out<Guider> out = n.out<Guider>("guider").doc("The rescaled guidance.");
    n.run([=](Run& r) { return r.set(out, make_rescale(r.share(inner), r[amount])); });
    return n;
}

}  // namespace noiseloom
