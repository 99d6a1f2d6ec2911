#include "library/guidance/prompt_guider.h"

#include <algorithm>

namespace noiseloom {
namespace {

using Model = std::shared_ptr<const Denoiser>;

std::shared_ptr<const Guider> guided_parts(const ScheduledConditioning& prompt, const std::vector<Prompt>& others, const MakeGuider& make, const StepInfo& step) {
    std::vector<WeightedGuider> weighted;
    for (const auto& part : prompt.parts) weighted.push_back({make(part.at(step.k, step.count), others), part.weight});
    if (weighted.size() == 1 && prompt.parts.front().weight == 1) return weighted.front().guider;
    return make_sum(std::move(weighted));
}

// c1 + Σ w/W·(c - c1) over the other parts: the mean without an estimate for no prompt.
std::shared_ptr<const Guider> mean_of_parts(const Model& model, const ScheduledConditioning& prompt, const StepInfo& step) {
    const auto& first = prompt.parts.front().at(step.k, step.count);
    if (prompt.parts.size() == 1) return make_conditional(model, first);
    double whole = 0;
    for (const auto& part : prompt.parts) whole += part.weight;
    if (whole == 0)
        throw Failure({Code::bad_workflow, "the weights of the prompt's parts add up to 0, so they have no mean",
                       "Change a weight after AND, or guide with guidance.cfg.", "", "conditioning", ""});
    std::vector<WeightedGuider> weighted;
    for (std::size_t i = 1; i < prompt.parts.size(); ++i) {
        const auto& part = prompt.parts[i];
        weighted.push_back({make_cfg(model, part.at(step.k, step.count), first, part.weight / whole), 1});
    }
    return weighted.size() == 1 ? weighted.front().guider : make_sum(std::move(weighted));
}

std::shared_ptr<const Guider> over_the_steps(Model model, bool is_constant, ChooseGuider choose) {
    return is_constant ? choose({}) : make_scheduled(std::move(model), std::move(choose));
}

}  // namespace

std::shared_ptr<const Guider> make_prompt_guider(std::shared_ptr<const Denoiser> model, const ScheduledConditioning& positive,
                                                 std::vector<ScheduledConditioning> others, MakeGuider make) {
    const bool is_constant = positive.is_constant() && std::all_of(others.begin(), others.end(), [](const auto& other) { return other.is_constant(); });
    return over_the_steps(std::move(model), is_constant, [positive, others = std::move(others), make = std::move(make)](const StepInfo& step) {
        std::vector<Prompt> now;
        for (const auto& other : others) now.push_back(other.parts.front().at(step.k, step.count));
        return guided_parts(positive, now, make, step);
    });
}

std::shared_ptr<const Guider> make_prompt_guider(std::shared_ptr<const Denoiser> model, const ScheduledConditioning& positive,
                                                 const ScheduledConditioning& negative, const Curve& scale) {
    return make_prompt_guider(model, positive, {negative}, [model, scale](const Prompt& c, const std::vector<Prompt>& others) {
        return make_cfg(model, c, others.front(), scale);
    });
}

std::shared_ptr<const Guider> make_prompt_guider(std::shared_ptr<const Denoiser> model, const ScheduledConditioning& prompt) {
    return over_the_steps(model, prompt.is_constant(), [=](const StepInfo& step) {
        return mean_of_parts(model, prompt, step);
    });
}

}  // namespace noiseloom
