#include <algorithm>
#include <cmath>
#include <cstdio>

#include "diffusion/trace_terms.h"

namespace noiseloom {
namespace {

// Of runs of 6 to 40 steps of two embedded models, a small one and one that was trained for longer: pictures are sound below (scale 9: 1.2 to 1.33
// and 1.1; 15 of the second: 1.19; CLIP's first steps: 1.38), and burnt above (scale 15: 1.37 to 1.55 of the first; 30: 1.43, 45: 1.58 of the second).
constexpr double largest_spread = 1.4;
constexpr double smallest_spread = 1e-3;
constexpr double most_clipped = 0.25;     // of a model of pixels: sound at scale 8 (0.1), flat colours at 12 and above
constexpr double least_cosine = -0.3;
constexpr double least_share = 0.05;   // a term that moves the estimate by less fights nobody

// Of an even number the lower one.
double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>((values.size() - 1) / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

std::string rounded(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2g", value);
    return text;
}

double share(const TraceStep& step, std::size_t term) {
    return step.base > 0 ? std::abs(step.terms[term].weight) * step.terms[term].length / step.base : 0;
}

// The median of the cosines between two terms, in their directions as they are weighed, where both matter; 0 if they never do.
double agreement(const Trace& trace, const std::string& one, const std::string& other) {
    std::vector<double> cosines;
    for (const TraceStep& step : trace.steps) {
        const auto a = find_term(step, one), b = find_term(step, other);
        if (!a || !b || share(step, *a) < least_share || share(step, *b) < least_share) continue;
        const double cosine = step.cosine(std::min(*a, *b), std::max(*a, *b));
        cosines.push_back(step.terms[*a].weight * step.terms[*b].weight > 0 ? cosine : -cosine);
    }
    return cosines.empty() ? 0 : median(std::move(cosines));
}

// Of a number that every step has, or some have; 0 if none.
template <class Get>
double median_of(const Trace& trace, Get get) {
    std::vector<double> values;
    for (const TraceStep& step : trace.steps)
        if (const std::optional<double> value = get(step)) values.push_back(*value);
    return values.empty() ? 0 : median(std::move(values));
}

// The geometric mean over all steps but the first, where there is next to nothing to compare with.
double mean_spread(const Trace& trace) {
    double sum = 0;
    for (std::size_t k = 1; k < trace.steps.size(); ++k) sum += std::log(std::max(trace.steps[k].spread, smallest_spread));
    return trace.steps.size() > 1 ? std::exp(sum / static_cast<double>(trace.steps.size() - 1)) : trace.steps.front().spread;
}

}  // namespace

std::vector<std::pair<std::string, double>> summary(const Trace& trace) {
    if (trace.steps.empty()) return {};
    std::vector<std::pair<std::string, double>> all{{"spread", mean_spread(trace)}};
    if (trace.steps.front().clipped) all.emplace_back("clipped", median_of(trace, [](const TraceStep& step) { return step.clipped; }));
    for (const std::string& name : term_names(trace)) {
        all.emplace_back(name + ".share", median_of(trace, [&](const TraceStep& step) {
                             const auto term = find_term(step, name);
                             return term ? std::optional(share(step, *term)) : std::nullopt;
                         }));
        std::optional<double> value;
        for (const TraceStep& step : trace.steps)
            if (const auto term = find_term(step, name); term && step.terms[*term].value) value = step.terms[*term].value;
        if (value) all.emplace_back(name + ".value", *value);
    }
    return all;
}

std::vector<GuidanceWarning> warnings(const Trace& trace) {
    std::vector<GuidanceWarning> all;
    if (trace.steps.size() < 2) return all;   // the first step alone tells nothing
    const at::Tensor& x = trace.steps.front().x;
    const bool are_points = x.defined() && x.size(2) * x.size(3) == 1;   // of a laboratory: nothing that could burn
    const double spread = mean_spread(trace);
    const double clipped = median_of(trace, [](const TraceStep& step) { return step.terms.empty() ? std::nullopt : step.clipped; });   // by guidance
    std::string how;
    if (spread > largest_spread) how = "on average the guided estimate varies " + rounded(spread) + " times as much as that for the prompt alone";
    else if (clipped > most_clipped) how = "in half of the steps " + std::to_string(std::lround(100 * clipped)) + " % of the estimate's values lie beyond what a picture can show";
    if (!how.empty() && !are_points) {
        Error burns;
        burns.code = Code::bad_workflow;
        burns.message = "guidance burns the picture: " + how;
        burns.hint = "Lower the scale, limit it to an interval, or pass the guidance through Rescale or Adaptive Projected Guidance.";
        all.push_back({WarningKind::burns, std::move(burns)});
    }
    const auto names = term_names(trace);
    for (std::size_t i = 0; i < names.size(); ++i)
        for (std::size_t j = i + 1; j < names.size(); ++j)
            if (const double cosine = agreement(trace, names[i], names[j]); cosine < least_cosine)
                all.push_back({WarningKind::conflict,
                               {Code::bad_workflow, "the guidance terms '" + names[i] + "' and '" + names[j] + "' pull against each other: the cosine between them is " + rounded(cosine),
                                "Ask both for the same, lower one of them, or give them different intervals.", "", "", ""}});
    return all;
}

}  // namespace noiseloom
