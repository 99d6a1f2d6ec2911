#include <cmath>

#include <ATen/ATen.h>

#include "core/run.h"
#include "diffusion/latent.h"
#include "diffusion/likelihood.h"
#include "diffusion/noise.h"
#include "evaluation/features.h"
#include "library/sampling/model_latent.h"
#include "library/sampling/process.h"

namespace noiseloom {
namespace {

// Pictures of `levels` steps in [-1, 1] as continuous ones: each value becomes a place within its step (uniform dequantisation, as score_sde does it).
at::Tensor dequantised(const at::Tensor& x, std::int64_t levels, std::uint64_t seed) {
    // Numbers apart from those of the probes, which begin at 0.
    constexpr int ordinal = 1 << 20;
    const at::Tensor uniform = at::special_ndtr(make_noise(NoiseKind::philox, seed)->draw(x.sizes(), {ordinal})).to(x.device());
    const at::Tensor step = ((x.clamp(-1, 1) + 1) * (static_cast<double>(levels - 1) / 2)).round();
    return (step + uniform) * (2.0 / static_cast<double>(levels)) - 1;
}

LikelihoodOptions::Probe probe_named(const std::string& word) {
    using Probe = LikelihoodOptions::Probe;
    return word == "gaussian" ? Probe::gaussian : word == "exact" ? Probe::exact : Probe::rademacher;
}

}  // namespace

NodeDef metrics_likelihood_node() {
    NodeDef n("metrics.likelihood", 1);
    n.text("Likelihood", "Metrics",
           "How probable a model finds pictures, in bits per dimension, less is better: along the probability flow, whose divergence is estimated with random directions (arXiv 2011.13456, appendix D.2). "
           "Of the model's latents where it draws latents: not comparable with another model's. Good pictures and high likelihood are different things.");
    n.keywords("bits per dimension bpd density nll score ode hutchinson skilling");
    In<Guider> guider = n.in<Guider>("guider").doc("The model with what it is asked to draw, best unguided: a guided flow is no longer that of a density that was learnt.");
    In<Latent> latent = n.in<Latent>("latent").doc("The pictures, as the model draws them. A batch shares the solver's steps.");
    const ProcessInput process(n);
    In<std::int64_t> levels = n.in<std::int64_t>("levels").value(256).range(0, 65536).doc(
        "Steps between -1 and 1 that pictures had before they became numbers: 256 of 8-bit files. They are spread over their step and the bits count for whole pictures. 0: bits of a density, which may be below 0, as for points or latents.");
    In<Choice> probe = n.in<Choice>("probe").choices({"rademacher", "gaussian", "exact"}).doc(
        "Random directions of signs or of normal numbers; exact: every direction, one gradient for each value of a picture (up to 4096).");
    In<std::int64_t> probes = n.in<std::int64_t>("probes").value(1).range(1, 1000).doc("Random directions to average over. 1 in the paper, where many pictures average.");
    In<double> tolerance = n.in<double>("tolerance").value(1e-5).range(1e-10, 0.1).doc("Of each step's error, relative and absolute.");
    In<Seed> seed = n.in<Seed>("seed").value(Seed{0}).doc("Of the directions and of the place within a step.");
    Out<double> bits = n.out<double>("bits_per_dimension").doc("Mean over the pictures.");
    Out<Features> each = n.out<Features>("each").doc("Bits per dimension of every picture: rows of one number.");
    n.run([=](Run& r) -> Result<void> {
        NL_TRY(const Sde sde, process.read(r, r[guider].model().get()));
        const Denoiser& model = *r[guider].model();
        at::Tensor x = r[latent].samples.to(at::Device(model.device()));
        NL_CHECK(check_channels(x, model));
        if (r[levels] == 1) return Error{Code::bad_workflow, "pictures of one level say nothing", "Write 256 for 8-bit pictures, or 0.", "", "levels", ""};
        constexpr std::int64_t most = 4096;
        const std::int64_t values = x[0].numel();
        if (r[probe].word == "exact" && values > most)
            return Error{Code::bad_workflow, "the exact divergence of pictures with " + std::to_string(values) + " values would take as many gradients for every step", "Choose rademacher.", "", "probe", ""};
        if (r[levels] > 0) x = dequantised(x, r[levels], r[seed].number);
        const LikelihoodOptions options{probe_named(r[probe].word), static_cast<int>(r[probes]), {r[tolerance], r[tolerance]}, r[seed].number};
        at::Tensor found = bits_per_dimension(likelihood(r[guider], sde, x, options, r.cancel()).log_density, values);
        if (r[levels] > 0) found = found + std::log2(static_cast<double>(r[levels]) / 2);   // a step is 2/levels wide
        NL_CHECK(r.set(bits, found.mean().item<double>()));
        return r.set(each, Features{found.to(at::kCPU, at::kFloat).unsqueeze(1)});
    });
    return n;
}

}  // namespace noiseloom
