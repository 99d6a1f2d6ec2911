#include "core/run.h"
#include "library/guidance/prompt_guider.h"

namespace noiseloom {

NodeDef guidance_conditional_node() {
    NodeDef n("guidance.conditional", 1);
    n.text("Prompt Only", "Guidance", "What the model draws for the prompt, without guidance: classifier-free guidance at scale 1.");
    In<Denoiser> model = n.in<Denoiser>("model").doc("The model.");
    In<ScheduledConditioning> prompt = n.in<ScheduledConditioning>("conditioning").doc("What to draw; of several parts (a AND b) the mean by their weights.");
    Out<Guider> guider = n.out<Guider>("guider").doc("The prediction for the prompt.");
    n.run([=](Run& r) { return r.set(guider, make_prompt_guider(r.share(model), r[prompt])); });
    return n;
}

}  // namespace noiseloom
