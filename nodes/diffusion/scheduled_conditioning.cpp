#include "diffusion/scheduled_conditioning.h"

#include <algorithm>
#include <cmath>

namespace noiseloom {

std::size_t Timetable::at(int k, int count) const {
    const auto passed = [&](const std::vector<double>& switches, double scale) {
        return static_cast<std::size_t>(std::count_if(switches.begin(), switches.end(), [&](double when) { return k + 1 > std::trunc(when * scale); }));
    };
    const std::size_t row = passed(fractions, count) * (steps.size() + 1) + passed(steps, 1);
    return variants[row * period + static_cast<std::size_t>(k) % period];
}

ScheduledConditioning ScheduledConditioning::constant(Conditioning conditioning) {
    return {{{1, {std::make_shared<const Conditioning>(std::move(conditioning))}, {}}}};
}

bool ScheduledConditioning::is_constant() const {
    return std::all_of(parts.begin(), parts.end(), [](const Part& part) { return part.variants.size() == 1; });
}

std::size_t ValueType<ScheduledConditioning>::bytes(const ScheduledConditioning& schedule) {
    std::size_t sum = 0;
    for (const auto& part : schedule.parts)
        for (const auto& variant : part.variants) sum += ValueType<Conditioning>::bytes(*variant);
    return sum;
}

std::string ValueType<ScheduledConditioning>::device(const ScheduledConditioning& schedule) {
    return ValueType<Conditioning>::device(*schedule.parts.front().variants.front());
}

}  // namespace noiseloom
