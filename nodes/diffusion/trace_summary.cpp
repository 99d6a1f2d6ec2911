#include "diffusion/trace.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>

namespace noiseloom {
namespace {

// Of the embedded models' runs: pictures are sound below (scale 9: 1.2), and burnt above (scale 15: 1.4, 25: 1.8).
constexpr double largest_spread = 1.3;
constexpr double least_cosine = -0.3;
constexpr double least_share = 0.05;   // a term that moves the estimate by less fights nobody

// Of an even number the lower one: the first step, where there is next to nothing to compare with, shall not decide.
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
double agreement(const Trace& trace, std::size_t i, std::size_t j) {
    std::vector<double> cosines;
    for (const TraceStep& step : trace.steps) {
        if (j >= step.terms.size() || share(step, i) < least_share || share(step, j) < least_share) continue;
        const bool is_same_way = step.terms[i].weight * step.terms[j].weight > 0;
        cosines.push_back(is_same_way ? step.cosine(i, j) : -step.cosine(i, j));
    }
    return cosines.empty() ? 0 : median(std::move(cosines));
}

double median_spread(const Trace& trace) {
    std::vector<double> spreads;
    for (const TraceStep& step : trace.steps) spreads.push_back(step.spread);
    return median(std::move(spreads));
}

// The step that has the most terms: an interval may leave some out of others.
const TraceStep& fullest(const Trace& trace) {
    return *std::max_element(trace.steps.begin(), trace.steps.end(), [](const TraceStep& a, const TraceStep& b) { return a.terms.size() < b.terms.size(); });
}

double mean(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size()); }

}  // namespace

std::vector<std::pair<std::string, double>> summary(const Trace& trace) {
    if (trace.steps.empty()) return {};
    std::vector<std::pair<std::string, double>> all{{"spread", median_spread(trace)}};
    std::vector<double> clipped;
    for (const TraceStep& step : trace.steps)
        if (step.clipped) clipped.push_back(*step.clipped);
    if (!clipped.empty()) all.emplace_back("clipped", mean(clipped));
    const auto& terms = fullest(trace).terms;
    for (std::size_t i = 0; i < terms.size(); ++i) {
        std::vector<double> shares;
        std::optional<double> value;
        for (const TraceStep& step : trace.steps) {
            if (i >= step.terms.size()) continue;
            shares.push_back(share(step, i));
            if (step.terms[i].value) value = step.terms[i].value;
        }
        all.emplace_back(terms[i].name + ".share", median(std::move(shares)));
        if (value) all.emplace_back(terms[i].name + ".value", *value);
    }
    return all;
}

std::vector<Error> warnings(const Trace& trace) {
    std::vector<Error> all;
    if (trace.steps.empty()) return all;
    const at::Tensor& x = trace.steps.front().x;
    const bool are_points = x.defined() && x.size(2) * x.size(3) == 1;   // of a laboratory: nothing that could burn
    if (const double spread = median_spread(trace); !are_points && spread > largest_spread)
        all.push_back({Code::bad_workflow, "guidance burns the picture: in half of the steps the guided estimate varies " + rounded(spread) + " times as much as that for the prompt alone",
                       "Lower the scale, limit it to an interval, or pass the guidance through Rescale Guidance or Adaptive Projected Guidance.", "", "", ""});
    const auto& terms = fullest(trace).terms;
    for (std::size_t i = 0; i < terms.size(); ++i)
        for (std::size_t j = i + 1; j < terms.size(); ++j)
            if (const double cosine = agreement(trace, i, j); cosine < least_cosine)
                all.push_back({Code::bad_workflow, "the guidance terms '" + terms[i].name + "' and '" + terms[j].name + "' pull against each other: the cosine between them is " + rounded(cosine),
                               "Ask both for the same, lower one of them, or give them different intervals.", "", "", ""});
    return all;
}

}  // namespace noiseloom
