#include "library/sampling/clip.h"

namespace noiseloom {

NodeDef sampling_lcm_node() {
    NodeDef n("sampling.lcm", 1);
    n.text("LCM", "Sampling",
           "For latent consistency models (arXiv 2310.04378) and LCM LoRAs alone: 2 to 8 steps, each to the picture and back with new noise, "
           "with the schedule 'lcm'. One call of the model a step; wants a guidance scale of 1 to 2.");
    n.keywords("sampler consistency distilled few steps");
    In<bool> boundary = n.in<bool>("boundary").value(true).doc("Leaves the lowest levels as they are, as in the distillation and in diffusers; ComfyUI does not.");
    const ClipInput clip(n);
    Out<Stepper> out = n.out<Stepper>("sampler").doc("The sampler.");
    n.run([=](Run& r) {
        LcmOptions options;
        options.boundary = r[boundary];
        options.clip.kind = clip.read(r);
        return r.set(out, make_lcm(options));
    });
    return n;
}

}  // namespace noiseloom
