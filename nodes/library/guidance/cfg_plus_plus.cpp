#include "core/run.h"
#include "diffusion/guiders.h"

namespace noiseloom {

NodeDef guidance_cfg_plus_plus_node() {
    NodeDef n("guidance.cfg_plus_plus", 1);
    n.text("CFG++", "Guidance",
           "Each step goes to the guided estimate but takes the noise of the unguided one along (arXiv 2406.08070). Colours burn less, and pictures can be inverted again.");
    n.keywords("cfg burn manifold renoise");
    In<Guider> inner = n.in<Guider>("guider").doc("Classifier-free guidance; its scale is now a small number: 0.6 to 1 do what 7 to 12 do without CFG++.");
    Out<Guider> guider = n.out<Guider>("guider").doc("For the samplers DDIM, Euler and Euler a.");
    n.run([=](Run& r) { return r.set(guider, make_cfg_plus_plus(r.share(inner))); });
    return n;
}

}  // namespace noiseloom
