// What guidance did, step by step: made of what a run computes anyway, at no further call of a model.
//
// Of every step the first evaluation is told, which is the one at the step's own noise level. Lengths are Euclidean, of one picture
// (of several: the root of the mean of their squares), in the model's space; all directions are those of x0 (Guided, guider.h).
// With a step goes the x that the model saw, so that any guider can be asked about it again.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/json.h"
#include "core/value.h"
#include "diffusion/guider.h"

namespace noiseloom {

// The classes that a judge took the picture for: at most five, the likeliest first; means over the pictures.
struct TraceOpinion {
    std::string question;
    std::vector<std::pair<std::string, double>> likeliest;
};

struct TraceTerm {
    std::string name;
    double weight = 0;
    double length = 0;             // of the direction: the term moves the estimate by weight·length
    std::optional<double> value;   // what its judge said: ln p or a loss, the mean over the pictures
    std::vector<TraceOpinion> opinions;
    double seconds = 0;            // of the judge
};

// All calls of one model in a step.
struct TraceCalls {
    std::size_t conditionings = 0;
    double seconds = 0;
};

struct TraceStep : StepInfo {        // of the evaluation that is told
    double base = 0;                 // length of the estimate that guidance starts from
    double change = 0;               // length of what it changed altogether
    double spread = 1;               // standard deviation of the guided estimate, divided by that of the prompt's alone
    std::optional<double> clipped;   // share of the values beyond [-1, 1], of models of pixels
    std::vector<TraceTerm> terms;
    std::vector<double> cosines;     // between terms: (0, 1), (0, 2), ..., (1, 2), ...
    std::vector<TraceCalls> models;  // in the order in which they were asked, in all evaluations
    double seconds = 0;              // of the whole step
    at::Tensor x;                    // [N, C, H, W] in the coordinates of `at`
    GuiderState memory;              // of guiders, before the step

    double cosine(std::size_t i, std::size_t j) const;   // i < j
};

struct Trace {
    std::vector<TraceStep> steps;
};

// A run's trace so far, newest first: states of samplers hold it, so that a run that goes on from one has it whole.
struct TraceLink {
    TraceStep step;
    std::shared_ptr<const TraceLink> before;   // null: the first step
};
Trace trace_of(const TraceLink* newest);

// `guided` is the evaluation that is told; `asked` are the calls of the whole step.
TraceStep make_trace_step(const Guided& guided, const StepInfo& step, const std::vector<ModelCall>& asked, double seconds);

// {"steps": [{"step": 1, "base": ..., "terms": [...], ...}], "warnings": [{"kind": "burns", "message": ..., "hint": ...}]}, without the tensors.
Json to_json(const Trace& trace);

// A run in a few numbers, for tables: the mean spread without the first step, the median share of clipped values, of every term the median share of
// the estimate's length that it moves ("prompt.share") and what its judge said last ("classifier.value"). In this order.
std::vector<std::pair<std::string, double>> summary(const Trace& trace);

// What is worth telling about a run's guidance, with what to do about it.
enum class WarningKind { burns, conflict };   // too strong; its terms pull against each other
struct GuidanceWarning {
    WarningKind kind;
    Error error;
};
std::vector<GuidanceWarning> warnings(const Trace& trace);

template <>
struct ValueType<Trace> {
    static constexpr std::string_view name = "trace";
    static std::size_t bytes(const Trace& trace);
    static std::string save(const Trace& trace);
    static Result<std::shared_ptr<const Trace>> load(std::string_view bytes);
};

}  // namespace noiseloom
