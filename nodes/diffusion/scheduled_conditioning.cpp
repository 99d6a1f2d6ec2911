#include "diffusion/scheduled_conditioning.h"

namespace noiseloom {

ScheduledConditioning ScheduledConditioning::constant(Conditioning conditioning) {
    return {{{1.0, {{std::make_shared<const Conditioning>(std::move(conditioning)), 1.0}}}}};
}

std::size_t ValueType<ScheduledConditioning>::bytes(const ScheduledConditioning& schedule) {
    std::size_t sum = 0;
    for (const auto& stretch : schedule.stretches)
        for (const auto& part : stretch.parts) sum += ValueType<Conditioning>::bytes(*part.conditioning);
    return sum;
}

std::string ValueType<ScheduledConditioning>::device(const ScheduledConditioning& schedule) {
    return ValueType<Conditioning>::device(*schedule.stretches.front().parts.front().conditioning);
}

}  // namespace noiseloom
