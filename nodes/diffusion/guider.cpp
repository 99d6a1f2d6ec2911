#include "diffusion/guider.h"

#include <algorithm>

#include <ATen/ATen.h>

#include "diffusion/stopwatch.h"

namespace noiseloom {

bool Call::asks(const Denoiser& another_model, const Conditioning& another) const {
    if (model != &another_model) return false;
    return conditioning.get() == &another || (conditioning->identity && conditioning->identity == another.identity);
}

const Estimate& Predictions::estimate(const Denoiser& model, const Conditioning& conditioning) const {
    const auto found = std::find_if(answers_.begin(), answers_.end(), [&](const auto& answer) { return answer.first.asks(model, conditioning); });
    if (found == answers_.end())
        throw Failure({Code::internal, "a guider reads a prediction that it did not ask for", "", "", "", ""});
    return found->second;
}

void Predictions::put(const Call& call, Estimate estimate) { answers_.emplace_back(call, std::move(estimate)); }

at::Tensor with_own_noise(const Guided& guided, at::Tensor x, double ratio) {
    return guided.renoise.defined() ? at::add(x, guided.denoised - guided.renoise, ratio) : std::move(x);
}

Guided evaluate(const Guider& guider, const at::Tensor& x, const StepInfo& step, GuiderState& state, const Cancel& cancel) {
    cancel.check();
    Calls wanted, calls;
    guider.calls(step, wanted);
    for (const Call& call : wanted) {
        const auto same = std::find_if(calls.begin(), calls.end(), [&](const Call& other) { return other.asks(*call.model, *call.conditioning); });
        if (same == calls.end()) calls.push_back(call);
        else if (call.conditioning->watches_attention) *same = call;
    }

    const at::Tensor seen = guider.prepare(x, step);
    Predictions predictions;
    std::vector<const Conditioning*> conditionings;
    std::vector<ModelCall> asked;
    for (auto first = calls.begin(); first != calls.end();) {
        // All conditionings of one model go to it together.
        const Denoiser* model = first->model;
        const auto last = std::stable_partition(first, calls.end(), [&](const Call& call) { return call.model == model; });
        conditionings.clear();
        for (auto call = first; call != last; ++call) conditionings.push_back(call->conditioning.get());
        const Stopwatch watch(seen.device());
        std::vector<Estimate> answers = model->denoise(seen, step.at, conditionings, cancel);
        asked.push_back({model, conditionings.size(), watch.seconds()});
        for (auto call = first; call != last; ++call) predictions.put(*call, std::move(answers[static_cast<std::size_t>(call - first)]));
        first = last;
    }
    Guided guided = guider.guide({seen, step, predictions, cancel}, state);
    guided.asked.insert(guided.asked.begin(), asked.begin(), asked.end());   // what it asked for itself comes later
    guided.seen = seen;
    return guided;
}

}  // namespace noiseloom
