#include <sstream>

#include "diffusion/steppers.h"
#include "library/sampling/clip.h"
#include "library/sampling/process.h"

namespace noiseloom {
namespace {

Result<void> check_steps(const SdeOptions& options) {
    const int fewest = fewest_steps(options);
    if (options.steps >= fewest) return {};
    std::ostringstream beta_max;
    beta_max << options.sde.beta_max();
    return Error{Code::bad_workflow,
                 std::to_string(options.steps) + " steps are too few: this takes at least " + std::to_string(fewest) + " steps for beta_max " + beta_max.str(),
                 "Take more steps, or the predictor euler_maruyama without a corrector.", "", "steps", ""};
}

}  // namespace

NodeDef sampling_sde_node() {
    NodeDef n("sampling.sde", 1);
    n.text("Reverse SDE", "Sampling",
           "Runs the stochastic differential equation of noise backwards, in continuous time (arXiv 2011.13456). With the gradient of a classifier it is the "
           "conditional equation. One call of the model a step, one more for each correction.");
    n.keywords("score predictor corrector langevin euler maruyama ancestral song inpaint colourise colorize");
    In<Denoiser> model = n.in<Denoiser>("model").optional().doc("A model of score_sde: its own equation is taken then. Any other is taken to have the one that is chosen here.");
    const ProcessInput process(n);
    In<std::int64_t> steps = n.in<std::int64_t>("steps").value(200).range(2, 10000).doc("From time 1 to 0. The paper takes 1000 to 2000; fewer leave noise in the picture.");
    In<Choice> predictor = n.in<Choice>("predictor").choices({"reverse_diffusion", "euler_maruyama", "ancestral", "none"}).doc(
        "How a step is taken: as the forward process steps, by the plain Euler-Maruyama rule, or as DDPM's and NCSN's ancestral sampling. None leaves it to the corrector.");
    In<Choice> corrector = n.in<Choice>("corrector").choices({"none", "langevin", "annealed_langevin"}).doc(
        "Before each step: Langevin dynamics, which moves x along the score to where it belongs at this noise.");
    In<double> snr = n.in<double>("snr").value(0.16).range(0.001, 1, 0.01).doc("How far a correction goes, relative to its noise. 0.16 for vesde, 0.01 to 0.1 for the others.");
    In<std::int64_t> corrections = n.in<std::int64_t>("corrections").value(1).range(1, 100).doc("Corrections before each step.");
    In<bool> flow = n.in<bool>("probability_flow").value(false).doc("Half the score and no noise: the deterministic flow, by the same steps. Not with ancestral.");
    const ClipInput clip(n);
    In<Observation> known = n.in<Observation>("known").optional().doc("What is known of the picture, by 'Known Part': it is put in after each correction and step, with the noise that belongs there, and the rest follows.");
    Out<Stepper> sampler = n.out<Stepper>("sampler").doc("The sampler; it wants the schedule beside it.");
    Out<Grid> schedule = n.out<Grid>("schedule").doc("Evenly spread in time.");
    n.run([=](Run& r) -> Result<void> {
        SdeOptions options;
        NL_TRY(options.sde, process.read(r, r.maybe(model)));
        options.steps = static_cast<int>(r[steps]);
        const std::string &p = r[predictor].word, &c = r[corrector].word;
        options.predictor = p == "euler_maruyama" ? SdeOptions::Predictor::euler_maruyama
                            : p == "ancestral"    ? SdeOptions::Predictor::ancestral
                            : p == "none"         ? SdeOptions::Predictor::none
                                                  : SdeOptions::Predictor::reverse_diffusion;
        options.corrector = c == "langevin"            ? SdeOptions::Corrector::langevin
                            : c == "annealed_langevin" ? SdeOptions::Corrector::annealed_langevin
                                                       : SdeOptions::Corrector::none;
        options.snr = r[snr];
        options.corrections = static_cast<int>(r[corrections]);
        options.probability_flow = r[flow];
        options.clip.kind = clip.read(r);
        options.known = r.share(known);
        if (options.predictor == SdeOptions::Predictor::none && options.corrector == SdeOptions::Corrector::none)
            return Error{Code::bad_workflow, "without predictor and corrector nothing happens", "Choose one of them.", "", "predictor", ""};
        if (options.probability_flow && options.predictor == SdeOptions::Predictor::ancestral)
            return Error{Code::bad_workflow, "ancestral sampling has no deterministic form", "Choose reverse_diffusion or euler_maruyama.", "", "predictor", ""};
        NL_CHECK(check_steps(options));
        NL_CHECK(r.set(schedule, options.sde.grid(options.steps)));
        return r.set(sampler, make_predictor_corrector(options));
    });
    return n;
}

}  // namespace noiseloom
