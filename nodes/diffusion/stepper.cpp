#include "diffusion/stepper.h"

#include "diffusion/tensor_key.h"

namespace noiseloom {

std::size_t ValueType<SamplerState>::bytes(const SamplerState& state) {
    std::size_t sum = bytes_of(state.x);
    for (const Past& past : state.history) sum += bytes_of(past.value);
    for (const auto& [key, memory] : state.guider) sum += bytes_of(memory);
    if (state.trace) sum += sizeof(TraceLink) + bytes_of(state.trace->step.x);
    return sum;
}

std::string ValueType<SamplerState>::device(const SamplerState& state) { return device_name(state.x); }

}  // namespace noiseloom
