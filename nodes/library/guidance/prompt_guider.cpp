#include "library/guidance/prompt_guider.h"

#include <set>

namespace noiseloom {
namespace {

using Stretch = ScheduledConditioning::Stretch;

const Stretch& stretch_ending_after(const ScheduledConditioning& schedule, double position) {
    for (const Stretch& stretch : schedule.stretches)
        if (stretch.end > position) return stretch;
    return schedule.stretches.back();
}

// One guider per stretch, nested so that each holds up to its end and the next one beyond.
template <class Make>
std::shared_ptr<const Guider> over_stretches(const std::set<double>& ends, Make make) {
    std::shared_ptr<const Guider> guider;
    for (auto end = ends.rbegin(); end != ends.rend(); ++end) {
        const auto before = std::next(end);
        auto current = make(before == ends.rend() ? 0.0 : *before);
        guider = guider ? make_interval(std::move(current), Interval{0, *end}, std::move(guider)) : std::move(current);
    }
    return guider;
}

std::set<double> ends_of(const ScheduledConditioning& schedule) {
    std::set<double> ends;
    for (const Stretch& stretch : schedule.stretches) ends.insert(stretch.end);
    return ends;
}

}  // namespace

std::shared_ptr<const Guider> make_prompt_guider(std::shared_ptr<const Denoiser> model, const ScheduledConditioning& positive,
                                                 const ScheduledConditioning& negative, const Curve& scale) {
    std::set<double> ends = ends_of(positive);
    ends.merge(ends_of(negative));
    return over_stretches(ends, [&](double begin) -> std::shared_ptr<const Guider> {
        const auto& base = stretch_ending_after(negative, begin).parts.front().conditioning;
        const auto& parts = stretch_ending_after(positive, begin).parts;
        if (parts.size() == 1 && parts.front().weight == 1) return make_cfg(model, parts.front().conditioning, base, scale);
        std::vector<WeightedGuider> weighted;
        for (const auto& part : parts) weighted.push_back({make_cfg(model, part.conditioning, base, scale), part.weight});
        return make_sum(std::move(weighted));
    });
}

std::shared_ptr<const Guider> make_prompt_guider(std::shared_ptr<const Denoiser> model, const ScheduledConditioning& prompt) {
    return over_stretches(ends_of(prompt), [&](double begin) -> std::shared_ptr<const Guider> {
        const auto& parts = stretch_ending_after(prompt, begin).parts;
        if (parts.size() == 1) return make_conditional(model, parts.front().conditioning);
        std::vector<WeightedGuider> weighted;
        for (const auto& part : parts) weighted.push_back({make_conditional(model, part.conditioning), part.weight});
        return make_sum(std::move(weighted));
    });
}

}  // namespace noiseloom
