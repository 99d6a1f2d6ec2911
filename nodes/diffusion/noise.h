// Where noise comes from. A source is a pure function of the request: the same seed gives the same
// numbers on every device and thread count, in any order, so a run can resume at any step.
//
// `ordinal` counts the draws of a run as the reference implementations make them: 0 is the initial
// latent, then the draws of the steps in order (a stepper says how many it makes a step).
#pragma once

#include <memory>

#include <ATen/core/Tensor.h>

#include "core/key.h"
#include "core/value.h"

namespace noiseloom {

struct NoiseRequest {
    int ordinal = 0;
    double sigma_from = 0;   // of the step: Brownian sources are indexed by these
    double sigma_to = 0;
};

class NoiseSource {
  public:
    virtual ~NoiseSource() = default;
    // Unit normal numbers [N, C, H, W], float32 on the CPU.
    virtual at::Tensor draw(at::IntArrayRef shape, const NoiseRequest& request) const = 0;
    virtual Key identity() const = 0;
};

enum class NoiseKind {
    philox,      // Philox4x32-10, one stream per (seed, picture, ordinal): independent of batch size
    torch_cpu,   // torch.manual_seed + torch.randn on the CPU in call order, one generator a batch (ComfyUI, diffusers)
};

std::shared_ptr<const NoiseSource> make_noise(NoiseKind kind, std::uint64_t seed);
// Increments of one Brownian path over σ, so that results converge as steps grow (DPM++ SDE family);
// draws that are not steps (σ from = σ to) come from `kind`.
std::shared_ptr<const NoiseSource> make_brownian_noise(NoiseKind kind, std::uint64_t seed, double sigma_min, double sigma_max);

template <>
struct ValueType<NoiseSource> {
    static constexpr std::string_view name = "noise";
    static std::size_t bytes(const NoiseSource&) { return 0; }
};

}  // namespace noiseloom
