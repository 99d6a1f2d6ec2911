#include "core/run.h"
#include "diffusion/guiders.h"

namespace noiseloom {

NodeDef guidance_sag_node() {
    NodeDef n("guidance.sag", 1);
    n.text("Self-Attention Guidance", "Guidance",
           "Blurs the estimate where the model itself looks, asks the model again, and pushes away from what it makes of that: towards details where they matter "
           "(SAG, arXiv 2210.00939). On top of any other guidance.");
    n.keywords("sag self-attention blur detail sharp");
    In<Guider> inner = n.in<Guider>("guider").doc("What to guide: classifier-free guidance, the prompt alone, a class, nothing.");
    In<Guider> seen = n.in<Guider>("seen").optional().doc(
        "Whose estimate is blurred, and whose attention says where: beside classifier-free guidance Prompt Only for its negative, which is then computed once for both. "
        "The plain prompt of 'guider' if it is not connected.");
    In<Curve> scale = n.in<Curve>("scale").value(0.5).range(-2, 5, 0.05).doc("How strongly: 0.5 to 1. 0 saves the work. May change over the steps.");
    In<double> blur = n.in<double>("blur").value(2.0).range(0, 20, 0.1).doc("How far the estimate is blurred (σ), in pixels of what the model draws.");
    In<double> threshold = n.in<double>("threshold").value(1.0).range(0, 10, 0.05).doc(
        "Blurred is where positions of the middle layer are listened to more than this; 1 is the mean of all. 0 blurs everything.");
    Out<Guider> guider = n.out<Guider>("guider").doc("The guided prediction. It costs one prediction more, made after the others.");
    n.run([=](Run& r) { return r.set(guider, make_self_attention(r.share(inner), r.share(seen), r[scale], {r[blur], r[threshold]})); });
    return n;
}

}  // namespace noiseloom
