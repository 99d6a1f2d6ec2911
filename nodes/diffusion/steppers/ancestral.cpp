#include "diffusion/steppers/ancestral.h"

#include <algorithm>
#include <cmath>

#include <ATen/ATen.h>

namespace noiseloom {

Ancestral ancestral(double sigma, double to, double eta) {
    const double s2 = sigma * sigma, s2_to = to * to;
    const double up = std::min(to, eta * std::sqrt(std::max(s2_to * (s2 - s2_to) / s2, 0.0)));
    return {std::sqrt(std::max(s2_to - up * up, 0.0)), up};
}

SamplerState AncestralStepper::step(const SamplerState& state, const StepContext& context) const {
    const auto& [from, to] = context.grid;
    const auto [down, up] = ancestral(from.s, to.s, options_.eta);
    const at::Tensor x = descended(state.x, from, down, context);
    return {up > 0 ? at::add(x, context.noise(0, from, to), up * options_.noise) : x};
}

}  // namespace noiseloom
