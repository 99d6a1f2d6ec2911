#include "core/run.h"
#include "library/guidance/prompt_guider.h"

namespace noiseloom {

NodeDef guidance_perpendicular_node() {
    NodeDef n("guidance.perpendicular", 1);
    n.text("Perpendicular Negative", "Guidance",
           "A negative prompt that never takes back what the prompt asks for: only what it has of its own counts (arXiv 2304.04968). Three predictions a step.");
    n.keywords("perp neg negative prompt orthogonal");
    In<Denoiser> model = n.in<Denoiser>("model").doc("The model to steer.");
    In<ScheduledConditioning> positive = n.in<ScheduledConditioning>("positive").doc("What to move towards.");
    In<ScheduledConditioning> negative = n.in<ScheduledConditioning>("negative").doc("What to move away from.");
    In<ScheduledConditioning> empty = n.in<ScheduledConditioning>("empty").doc("The encoding of the empty text, from which both are counted.");
    In<Curve> scale = n.in<Curve>("scale").value(7.5).range(-30, 60, 0.1).doc("s in u + s(p - κ·n). May change over the steps.");
    In<double> strength = n.in<double>("strength").value(1.0).range(0, 20, 0.05).doc("κ: how strongly the negative counts beside the prompt.");
    Out<Guider> guider = n.out<Guider>("guider").doc("The guided prediction.");
    n.run([=](Run& r) {
        return r.set(guider, make_prompt_guider(r.share(model), r[positive], {r[negative], r[empty]},
                                                [denoiser = r.share(model), s = r[scale], kappa = r[strength]](const Prompt& c, const std::vector<Prompt>& others) {
                                                    return make_perpendicular(denoiser, c, others[0], others[1], s, {kappa});
                                                }));
    });
    return n;
}

}  // namespace noiseloom
