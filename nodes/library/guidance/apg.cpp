#include "core/run.h"
#include "library/guidance/prompt_guider.h"

namespace noiseloom {

NodeDef guidance_apg_node() {
    NodeDef n("guidance.apg", 1);
    n.text("Adaptive Projected Guidance", "Guidance",
           "Classifier-free guidance without the part of its push that only makes the prediction stronger, which is what burns at high scales (arXiv 2410.02416).");
    n.keywords("apg cfg burn saturation oversaturated projection");
    In<Denoiser> model = n.in<Denoiser>("model").doc("The model to steer.");
    In<ScheduledConditioning> positive = n.in<ScheduledConditioning>("positive").doc("What to move towards.");
    In<ScheduledConditioning> negative = n.in<ScheduledConditioning>("negative").doc("What to move away from: the encoding of the empty text, or of a negative prompt.");
    In<Curve> scale = n.in<Curve>("scale").value(7.5).range(-30, 60, 0.1).doc("s in c + (s - 1)d. 1 is the prompt alone. May change over the steps.");
    In<double> parallel = n.in<double>("parallel").value(0.0).range(0, 1, 0.05).doc("How much of the push along the prediction itself stays (η); 1: all, as without APG.");
    In<double> longest = n.in<double>("longest").value(15.0).range(0, 1000, 0.5).doc("Longest push d of a picture (r); 0: any. Latents of other sizes want other lengths.");
    In<double> momentum = n.in<double>("momentum").value(-0.5).range(-1, 1, 0.05).doc("How much of the last step's push is added (β). Below 0 it is taken away, which looks forward; 0: none.");
    Out<Guider> guider = n.out<Guider>("guider").doc("The guided prediction.");
    n.run([=](Run& r) {
        const ApgOptions options{r[parallel], r[longest], r[momentum], false};
        return r.set(guider, make_prompt_guider(r.share(model), r[positive], {r[negative]},
                                                [options, denoiser = r.share(model), s = r[scale]](const Prompt& c, const std::vector<Prompt>& others) {
                                                    return make_apg(denoiser, c, others.front(), s, options);
                                                }));
    });
    return n;
}

}  // namespace noiseloom
