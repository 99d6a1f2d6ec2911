#include "core/run.h"
#include "library/guidance/prompt_guider.h"

namespace noiseloom {

NodeDef guidance_cfg_zero_node() {
    NodeDef n("guidance.cfg_zero", 1);
    n.text("CFG-Zero*", "Guidance",
           "Classifier-free guidance that first fits the prediction without the prompt to the one with it, by one factor a picture (arXiv 2503.18886).");
    n.keywords("cfg zero star optimised scale");
    In<Denoiser> model = n.in<Denoiser>("model").doc("The model to steer.");
    In<ScheduledConditioning> positive = n.in<ScheduledConditioning>("positive").doc("What to move towards.");
    In<ScheduledConditioning> negative = n.in<ScheduledConditioning>("negative").doc("What to move away from: the encoding of the empty text, or of a negative prompt.");
    In<Curve> scale = n.in<Curve>("scale").value(7.5).range(-30, 60, 0.1).doc("s in z·u + s(c - z·u). 1 is the prompt alone. May change over the steps.");
    Out<Guider> guider = n.out<Guider>("guider").doc("The guided prediction.");
    n.run([=](Run& r) {
        return r.set(guider, make_prompt_guider(r.share(model), r[positive], {r[negative]},
                                                [denoiser = r.share(model), s = r[scale]](const Prompt& c, const std::vector<Prompt>& others) {
                                                    return make_cfg_zero(denoiser, c, others.front(), s);
                                                }));
    });
    return n;
}

}  // namespace noiseloom
