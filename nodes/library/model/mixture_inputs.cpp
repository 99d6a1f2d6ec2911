#include "library/model/mixture_inputs.h"

#include <charconv>

#include <ATen/ATen.h>

#include "diffusion/log_snr.h"

namespace noiseloom {
namespace {

// "1, 2, 0.5": positive numbers.
std::optional<std::vector<double>> numbers_in(const std::string& text) {
    std::vector<double> numbers;
    for (const char *at = text.data(), *end = at + text.size();;) {
        while (at != end && *at == ' ') ++at;
        double number = 0;
        const auto [next, problem] = std::from_chars(at, end, number);
        if (problem != std::errc() || !(number > 0) || number > 1e100) return std::nullopt;
        numbers.push_back(number);
        for (at = next; at != end && *at == ' '; ++at) {}
        if (at == end) return numbers;
        if (*at++ != ',') return std::nullopt;
    }
}

}  // namespace

MixtureInputs::MixtureInputs(NodeDef& n, double spread)
    : spread_(n.in<double>("spread").value(spread).range(0.001, 1000, 0.05).doc("Standard deviation of each Gaussian, τ, the same in every direction.")),
      weights_(n.in<std::string>("weights").value("").doc("How often each class is drawn, as \"3, 1, 1\"; empty: all alike.")),
      noise_(n.in<Choice>("noise").choices({"scaled_linear", "linear", "cosine", "log_snr"}).doc(
          "Levels of noise that the model says it knows, for schedules: Stable Diffusion's, DDPM's, the cosine, or the classifier-free guidance paper's. It is exact at any, but "
          "Stable Diffusion's end where a picture still shows through: samples fall short of a class's mean by spread/14.6 of it.")) {}

Result<Mixture> MixtureInputs::read(Run& r, at::Tensor means) const {
    const std::int64_t count = means.size(0);
    std::vector<double> weights(static_cast<std::size_t>(count), 1.0);
    if (!r[weights_].empty()) {
        const auto given = numbers_in(r[weights_]);
        if (!given) return Error{Code::bad_workflow, "these weights are no numbers above 0: '" + r[weights_].substr(0, 60) + "'", "Write them as 3, 1, 1.", "", "weights", ""};
        if (given->size() != weights.size())
            return Error{Code::bad_workflow, "there are " + std::to_string(given->size()) + " weights for " + std::to_string(count) + " classes", "Give one for each.", "", "weights", ""};
        weights = *given;
    }
    const at::Tensor log_weights = at::log_softmax(at::tensor(weights, at::kDouble).log(), 0);
    return Mixture{std::move(means), log_weights, r[spread_]};
}

NoiseSchedule MixtureInputs::schedule(Run& r) const {
    const std::string& word = r[noise_].word;
    constexpr int steps = 1000;
    if (word == "linear") return NoiseSchedule::from_betas(beta_table(BetaSchedule::linear, steps, 1e-4, 0.02, Precision::f64), Precision::f64);
    if (word == "cosine") return NoiseSchedule::from_betas(beta_table(BetaSchedule::cosine, steps, 0, 0, Precision::f64), Precision::f64);
    return word == "log_snr" ? log_snr_schedule() : NoiseSchedule::stable_diffusion();
}

}  // namespace noiseloom
