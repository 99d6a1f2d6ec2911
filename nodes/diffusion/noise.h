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
    // Unit normal numbers of `shape` ([N, C, H, W]; the first dimension counts pictures), float32 on the CPU.
    virtual at::Tensor draw(at::IntArrayRef shape, const NoiseRequest& request) const = 0;
    virtual Key identity() const = 0;
};

enum class NoiseKind {
    philox,      // Philox4x32-10, one stream per (seed, picture, ordinal): independent of batch size
    torch_cpu,   // torch.manual_seed + torch.randn on the CPU in call order, one generator a batch (ComfyUI,
                 // diffusers); takes every earlier draw to have had the same shape
    nvidia,      // PyTorch on NVIDIA's GPUs, and A1111's "NV": picture i has the generator of seed + i, as in A1111's batches
};

std::shared_ptr<const NoiseSource> make_noise(NoiseKind kind, std::uint64_t seed);
// Increments (W(σ to) - W(σ from))/√|σ to - σ from| of one Brownian path per picture, so that results
// converge as steps grow (DPM++ SDE family). The path is made of Philox numbers and spans
// [sigma_min, sigma_max], the σ range of the grid. Draws that are not steps (σ from = σ to, or a
// stretch outside the range) come from `kind`.
std::shared_ptr<const NoiseSource> make_brownian_noise(NoiseKind kind, std::uint64_t seed, double sigma_min, double sigma_max);

// Spherical interpolation between two noises over the channels (A1111's variation seeds): a at
// part = 0, b at part = 1; straight where they are nearly parallel.
at::Tensor slerp(const at::Tensor& a, const at::Tensor& b, double part);

template <>
struct ValueType<NoiseSource> {
    static constexpr std::string_view name = "noise";
    static std::size_t bytes(const NoiseSource&) { return 0; }
};

}  // namespace noiseloom
