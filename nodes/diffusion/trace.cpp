#include "diffusion/trace.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <ATen/ATen.h>

namespace noiseloom {
namespace {

constexpr std::size_t most_classes = 5;

std::size_t pair_index(std::size_t i, std::size_t j, std::size_t count) { return i * (2 * count - i - 1) / 2 + j - i - 1; }

// Everything that a step's numbers are made of leaves the device in one piece.
class Numbers {
  public:
    std::size_t add(const at::Tensor& tensor) {
        const std::size_t at = size_;
        parts_.push_back(tensor.to(at::kFloat).flatten());
        size_ += static_cast<std::size_t>(tensor.numel());
        return at;
    }
    void fetch() { values_ = at::cat(parts_).cpu(); }
    double operator[](std::size_t index) const { return values_.const_data_ptr<float>()[index]; }

  private:
    std::vector<at::Tensor> parts_;
    std::size_t size_ = 0;
    at::Tensor values_;
};

std::string class_name(const std::vector<std::string>& names, std::size_t index) {
    return index < names.size() && !names[index].empty() ? names[index] : std::to_string(index);
}

// Two prompts are "prompt" and "prompt 2".
std::string told_apart(const std::string& name, const std::vector<TraceTerm>& before) {
    std::string own = name;
    for (int number = 2; std::any_of(before.begin(), before.end(), [&](const TraceTerm& term) { return term.name == own; }); ++number) own = name + " " + std::to_string(number);
    return own;
}

TraceOpinion likeliest(const Opinion& opinion, const Numbers& numbers, std::size_t at) {
    std::vector<std::size_t> order(static_cast<std::size_t>(opinion.probabilities.size(1)));
    std::iota(order.begin(), order.end(), std::size_t{0});
    const std::size_t count = std::min(most_classes, order.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(),
                      [&](std::size_t a, std::size_t b) { return numbers[at + a] > numbers[at + b]; });
    TraceOpinion told{opinion.question, {}};
    for (std::size_t i = 0; i < count; ++i) told.likeliest.emplace_back(class_name(opinion.classes, order[i]), numbers[at + order[i]]);
    return told;
}

}  // namespace

double TraceStep::cosine(std::size_t i, std::size_t j) const { return cosines[pair_index(i, j, terms.size())]; }

Trace trace_of(const TraceLink* newest) {
    Trace trace;
    for (; newest; newest = newest->before.get()) trace.steps.push_back(newest->step);
    std::reverse(trace.steps.begin(), trace.steps.end());
    return trace;
}

TraceStep make_trace_step(const Guided& guided, const StepInfo& step, const std::vector<ModelCall>& asked, double seconds) {
    const std::size_t terms = guided.terms.size(), rows = terms + 2;
    std::vector<at::Tensor> vectors{guided.base.flatten(), (guided.denoised - guided.base).flatten()};
    for (const Term& term : guided.terms) vectors.push_back(term.direction.expand_as(guided.base).flatten());
    const at::Tensor matrix = at::stack(vectors).to(at::kFloat);

    Numbers numbers;
    const std::size_t products = numbers.add(at::matmul(matrix, matrix.t()) / static_cast<double>(guided.base.size(0)));
    const std::size_t deviations = numbers.add(at::stack({guided.denoised.std(), guided.positive.std()}));
    const std::size_t clipped = numbers.add(guided.denoised.abs().gt(1).to(at::kFloat).mean());
    std::vector<std::size_t> values(terms);
    std::vector<std::vector<std::size_t>> opinions(terms);
    for (std::size_t i = 0; i < terms; ++i) {
        if (guided.terms[i].value.defined()) values[i] = numbers.add(guided.terms[i].value.to(at::kFloat).mean());
        for (const Opinion& opinion : guided.terms[i].opinions) opinions[i].push_back(numbers.add(opinion.probabilities.to(at::kFloat).mean(0)));
    }
    numbers.fetch();
    const auto product = [&](std::size_t i, std::size_t j) { return numbers[products + i * rows + j]; };
    const auto length = [&](std::size_t i) { return std::sqrt(std::max(0.0, product(i, i))); };

    TraceStep made{step};
    made.base = length(0);
    made.change = length(1);
    const double alone = numbers[deviations + 1];
    made.spread = alone > 0 ? numbers[deviations] / alone : 1;
    made.clipped = numbers[clipped];
    for (std::size_t i = 0; i < terms; ++i) {
        const Term& term = guided.terms[i];
        TraceTerm told{told_apart(term.name, made.terms), term.weight, length(i + 2), {}, {}, term.seconds};
        if (term.value.defined()) told.value = numbers[values[i]];
        for (std::size_t o = 0; o < term.opinions.size(); ++o) told.opinions.push_back(likeliest(term.opinions[o], numbers, opinions[i][o]));
        made.terms.push_back(std::move(told));
        for (std::size_t j = i + 1; j < terms; ++j) {
            const double lengths = length(i + 2) * length(j + 2);
            made.cosines.push_back(lengths > 0 ? product(i + 2, j + 2) / lengths : 0);
        }
    }
    std::vector<const Denoiser*> models;
    for (const ModelCall& call : asked) {
        const auto index = static_cast<std::size_t>(std::find(models.begin(), models.end(), call.model) - models.begin());
        if (index == models.size()) {
            models.push_back(call.model);
            made.models.emplace_back();
        }
        made.models[index].conditionings += call.conditionings;
        made.models[index].seconds += call.seconds;
    }
    made.seconds = seconds;
    made.x = guided.seen;
    return made;
}

}  // namespace noiseloom
