#include "library/trace/panels.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

#include "diffusion/trace_terms.h"

namespace noiseloom {
namespace {

constexpr std::size_t most_classes = 5;

// Prompts weigh about 5 and CLIP's losses about 200: beside each other only logarithms can be read.
bool differ_much(const std::vector<Series>& weights) {
    constexpr double much = 10;
    double low = HUGE_VAL, high = 0;
    for (const Series& one : weights)
        for (const auto& [step, weight] : one.points) {
            if (std::isnan(weight)) continue;
            low = std::min(low, weight);
            high = std::max(high, weight);
        }
    return low > 0 && high > much * low;
}

// A value of every step that has it.
using Get = std::function<std::optional<double>(const TraceStep& step)>;

class TracePlot {
  public:
    explicit TracePlot(const Trace& trace) : trace_(trace), terms_(term_names(trace)) {}

    std::vector<Panel> panels() {
        add("noise level σ", {series("", 7, [](const TraceStep& step) { return step.at.a > 0 ? std::optional(step.at.sigma()) : std::nullopt; })}, {"", true});
        std::vector<Series> weights = of_terms([](const TraceStep&, const TraceTerm& term) { return std::optional(term.weight); });
        const bool is_log = differ_much(weights);
        add("weight", std::move(weights), {"", is_log});
        std::vector<Series> lengths = of_terms([](const TraceStep&, const TraceTerm& term) { return std::optional(std::abs(term.weight) * term.length); });
        lengths.push_back(series("what guidance starts from", 7, [](const TraceStep& step) { return std::optional(step.base); }));
        add("length of the estimate, and of what each term changes", std::move(lengths));
        add("cosine between terms", cosines(), {"", false, false, {}, std::pair{-1.0, 1.0}});
        add("spread of the guided estimate, to that for the prompt alone", {series("", 7, [](const TraceStep& step) { return std::optional(step.spread); })});
        add("share of values that no picture can show", {series("", 7, [](const TraceStep& step) { return step.clipped; })});
        for (const std::string& term : terms_) add_judgement(term);
        add("milliseconds", times());
        if (!panels_.empty()) panels_.back().x.name = "step";
        return std::move(panels_);
    }

  private:
    Series series(std::string name, std::size_t colour, const Get& get) const {
        Series made{std::move(name), {}, series_colour(colour)};
        for (const TraceStep& step : trace_.steps) made.points.emplace_back(step.k + 1, get(step).value_or(std::nan("")));
        return made;
    }

    template <class GetTerm>
    std::vector<Series> of_terms(const GetTerm& get) const {
        std::vector<Series> all;
        for (std::size_t i = 0; i < terms_.size(); ++i)
            all.push_back(series(terms_[i], i, [&](const TraceStep& step) -> std::optional<double> {
                const auto term = find_term(step, terms_[i]);
                return term ? get(step, step.terms[*term]) : std::nullopt;
            }));
        return all;
    }

    std::vector<Series> cosines() const {
        std::vector<Series> all;
        for (std::size_t i = 0; i < terms_.size(); ++i)
            for (std::size_t j = i + 1; j < terms_.size(); ++j)
                all.push_back(series(terms_[i] + ", " + terms_[j], all.size(), [&](const TraceStep& step) -> std::optional<double> {
                    const auto a = find_term(step, terms_[i]), b = find_term(step, terms_[j]);
                    if (!a || !b) return {};
                    return step.cosine(std::min(*a, *b), std::max(*a, *b));
                }));
        return all;
    }

    // What a term's judge says: the probabilities of its classes, and the number whose gradient guides.
    void add_judgement(const std::string& name) {
        std::map<std::string, std::map<std::string, double>> highest;   // by question and class
        for (const TraceStep& step : trace_.steps)
            if (const auto term = find_term(step, name))
                for (const TraceOpinion& opinion : step.terms[*term].opinions)
                    for (const auto& [word, probability] : opinion.likeliest) {
                        double& most = highest[opinion.question][word];
                        most = std::max(most, probability);
                    }
        for (const auto& [question, words] : highest) {
            std::vector<std::pair<double, std::string>> order;
            for (const auto& [word, most] : words) order.emplace_back(-most, word);
            std::sort(order.begin(), order.end());
            std::vector<Series> lines;
            for (std::size_t i = 0; i < std::min(order.size(), most_classes); ++i)
                lines.push_back(series(order[i].second, i, [&, asked = question](const TraceStep& step) -> std::optional<double> {
                    const auto term = find_term(step, name);
                    if (!term) return {};
                    for (const TraceOpinion& opinion : step.terms[*term].opinions)
                        for (const auto& [word, probability] : opinion.likeliest)
                            if (opinion.question == asked && word == order[i].second) return probability;
                    return {};
                }));
            add(name + ": probability" + (question.empty() ? "" : " by " + question), std::move(lines), {"", false, false, {}, std::pair{0.0, 1.0}});
        }
        const auto place = static_cast<std::size_t>(std::find(terms_.begin(), terms_.end(), name) - terms_.begin());
        add(name + (highest.empty() ? ": loss" : ": ln p"), {series("", place, [&](const TraceStep& step) {
            const auto term = find_term(step, name);
            return term ? step.terms[*term].value : std::nullopt;
        })});
    }

    std::vector<Series> times() const {
        constexpr double milliseconds = 1000;
        std::vector<Series> all{series("whole step", 7, [](const TraceStep& step) { return std::optional(step.seconds * milliseconds); })};
        std::size_t models = 0;
        for (const TraceStep& step : trace_.steps) models = std::max(models, step.models.size());
        for (std::size_t i = 0; i < models; ++i)
            all.push_back(series(models > 1 ? "model " + std::to_string(i + 1) : "model", terms_.size() + i, [i](const TraceStep& step) {
                return i < step.models.size() ? std::optional(step.models[i].seconds * milliseconds) : std::nullopt;
            }));
        for (Series& judge : of_terms([](const TraceStep&, const TraceTerm& term) { return term.seconds > 0 ? std::optional(term.seconds * milliseconds) : std::nullopt; }))
            all.push_back(std::move(judge));
        return all;
    }

    // Without the lines that no step has; not at all if none is left.
    void add(std::string title, std::vector<Series> lines, PlotAxis y = {}) {
        std::erase_if(lines, [](const Series& line) { return std::none_of(line.points.begin(), line.points.end(), [](const auto& point) { return std::isfinite(point.second); }); });
        if (lines.empty()) return;
        PlotAxis steps;
        steps.is_whole = true;
        steps.range = {trace_.steps.front().k + 1, trace_.steps.back().k + 1};
        if (steps.range->first == steps.range->second) steps.range->second += 1;
        panels_.push_back({std::move(title), std::move(steps), std::move(y), std::move(lines)});
    }

    const Trace& trace_;
    std::vector<std::string> terms_;
    std::vector<Panel> panels_;
};

}  // namespace

std::vector<Panel> trace_panels(const Trace& trace) { return TracePlot(trace).panels(); }

}  // namespace noiseloom
