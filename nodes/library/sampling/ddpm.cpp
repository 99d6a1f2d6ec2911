#include "library/sampling/clip.h"

namespace noiseloom {

NodeDef sampling_ddpm_node() {
    NodeDef n("sampling.ddpm", 1);
    n.text("DDPM", "Sampling", "The original sampler of diffusion models (arXiv 2006.11239): new noise in every step. Wants many steps.");
    n.keywords("ancestral sampler");
    In<Choice> variance = n.in<Choice>("variance").choices({"fixed_small", "fixed_large"}).doc("Noise added: the posterior's variance, or β (more).");
    const ClipInput clip(n);
    Out<Stepper> out = n.out<Stepper>("sampler").doc("The sampler.");
    n.run([=](Run& r) {
        DdpmOptions options;
        options.large_variance = r[variance].word == "fixed_large";
        options.clip.kind = clip.read(r);
        return r.set(out, make_ddpm(options));
    });
    return n;
}

}  // namespace noiseloom
