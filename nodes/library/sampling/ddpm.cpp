#include "library/sampling/clip.h"

namespace noiseloom {

NodeDef sampling_ddpm_node() {
    NodeDef n("sampling.ddpm", 1);
    n.text("DDPM", "Sampling", "The original sampler of diffusion models (arXiv 2006.11239): new noise in every step. Wants many steps.");
    n.keywords("ancestral sampler");
    In<Choice> variance = n.in<Choice>("variance").choices({"fixed_small", "fixed_large", "learned_range", "interpolated"}).doc(
        "Noise added: the posterior's variance, β (more), or what lies between them: as a model says that has learnt it (arXiv 2102.09672), or at v.");
    In<double> v = n.in<double>("v").value(0.3).range(0, 1, 0.05).doc(
        "Where the interpolated variance lies: 0 the posterior's, 1 β. 0.2 to 0.3 in \"Classifier-Free Diffusion Guidance\" (arXiv 2207.12598, Algorithm 2), "
        "whose steps are the schedule log_snr.");
    const ClipInput clip(n);
    Out<Stepper> out = n.out<Stepper>("sampler").doc("The sampler.");
    n.run([=](Run& r) {
        DdpmOptions options;
        using Variance = DdpmOptions::Variance;
        const std::string& word = r[variance].word;
        options.variance = word == "learned_range" ? Variance::learned_range : word == "interpolated" ? Variance::interpolated : word == "fixed_large" ? Variance::fixed_large : Variance::fixed_small;
        options.v = r[v];
        options.clip.kind = clip.read(r);
        return r.set(out, make_ddpm(options));
    });
    return n;
}

}  // namespace noiseloom
