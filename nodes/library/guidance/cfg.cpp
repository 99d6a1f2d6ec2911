#include "core/run.h"
#include "library/guidance/prompt_guider.h"

namespace noiseloom {

NodeDef guidance_cfg_node() {
    NodeDef n("guidance.cfg", 1);
    n.text("Classifier-Free Guidance", "Guidance", "Pushes the prediction away from what the model draws without the prompt, towards the prompt.");
    n.keywords("cfg negative prompt scale");
    In<Denoiser> model = n.in<Denoiser>("model").doc("The model to steer.");
    In<ScheduledConditioning> positive = n.in<ScheduledConditioning>("positive").doc("What to move towards.");
    In<ScheduledConditioning> negative =
        n.in<ScheduledConditioning>("negative").doc("What to move away from: the encoding of the empty text, or of a negative prompt.");
    In<Curve> scale = n.in<Curve>("scale").value(7.5).range(-30, 60, 0.1).doc(
        "s in u + s(c - u). 1 is the prompt alone and halves the work, 0 no prompt; the paper's w is s - 1. May change over the steps.");
    Out<Guider> guider = n.out<Guider>("guider").doc("The guided prediction.");
    n.run([=](Run& r) { return r.set(guider, make_prompt_guider(r.share(model), r[positive], r[negative], r[scale])); });
    return n;
}

}  // namespace noiseloom
