#include "library/guidance/prompt_guider.h"

namespace noiseloom {
namespace {

// The guiders of the parts, of which each is made by make(conditioning), as one.
template <class Make>
std::shared_ptr<const Guider> sum_of_parts(const ScheduledConditioning& prompt, const StepInfo& step, Make make) {
    const auto& parts = prompt.parts;
    if (parts.size() == 1 && parts.front().weight == 1) return make(parts.front().at(step.k, step.count));
    std::vector<WeightedGuider> weighted;
    for (const auto& part : parts) weighted.push_back({make(part.at(step.k, step.count)), part.weight});
    return make_sum(std::move(weighted));
}

std::shared_ptr<const Guider> over_the_steps(std::shared_ptr<const Denoiser> model, bool is_constant, ChooseGuider choose) {
    return is_constant ? choose({}) : make_scheduled(std::move(model), std::move(choose));
}

}  // namespace

std::shared_ptr<const Guider> make_prompt_guider(std::shared_ptr<const Denoiser> model, const ScheduledConditioning& positive,
                                                 const ScheduledConditioning& negative, const Curve& scale) {
    return over_the_steps(model, positive.is_constant() && negative.is_constant(), [=](const StepInfo& step) {
        const auto& base = negative.parts.front().at(step.k, step.count);
        return sum_of_parts(positive, step, [&](const auto& conditioning) { return make_cfg(model, conditioning, base, scale); });
    });
}

std::shared_ptr<const Guider> make_prompt_guider(std::shared_ptr<const Denoiser> model, const ScheduledConditioning& prompt) {
    return over_the_steps(model, prompt.is_constant(), [=](const StepInfo& step) {
        return sum_of_parts(prompt, step, [&](const auto& conditioning) { return make_conditional(model, conditioning); });
    });
}

}  // namespace noiseloom
