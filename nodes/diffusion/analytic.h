// A model that can be computed exactly: x0 distributed as a mixture of K Gaussians with means m_k,
// common standard deviation τ and weights π_k.
//
// E[x0 | x] = Σ r_k (τ² x + σ² m_k)/(τ² + σ²) for x = x0 + σ·ε, with r = softmax_k(ln π_k -
// ‖x - m_k‖²/(2(τ² + σ²))). Samplers and guiders are tested against it, and figures are drawn with it: every component is a class,
// whose density, classifier and samples are known as well.
#pragma once

#include "diffusion/criterion.h"
#include "diffusion/denoiser.h"

namespace noiseloom {

struct Mixture {
    at::Tensor means;         // [K, D]: D = C·H·W of the pictures, in that order
    at::Tensor log_weights;   // [K], normalised
    double tau = 1;
};

// Of points x0 + σ·ε, [N, D], in float64; differentiable.
at::Tensor log_densities(const Mixture& mixture, const at::Tensor& points, double sigma);     // ln p(x | k), [N, K]
at::Tensor log_density(const Mixture& mixture, const at::Tensor& points, double sigma);       // ln p(x), [N]
at::Tensor log_posteriors(const Mixture& mixture, const at::Tensor& points, double sigma);    // ln p(k | x), [N, K]: the exact classifier

// ln p(x | k) + w·ln p(k | x), [N], without a constant: what classifier-free guidance with the paper's w has in mind (arXiv 2207.12598, figure 2). Samplers do
// not draw from it exactly, because noising it does not give the guided densities of higher noise.
at::Tensor guided_log_density(const Mixture& mixture, const at::Tensor& points, std::int64_t component, double w, double sigma = 0);

// Independent draws, [count, D] float32: a longer row begins with a shorter one.
at::Tensor draw_samples(const Mixture& mixture, std::int64_t count, std::uint64_t seed);

// The exact estimate at the level of x; t is not read. Where a conditioning has a label, the estimate
// under that component alone; otherwise under the mixture. Computed in float64. Classes are the components, by number.
std::shared_ptr<const Denoiser> make_mixture_denoiser(const Mixture& mixture, NoiseSchedule schedule, LatentFormat format = {});

// The same as a network trained in discrete time: at a possibly fractional t it takes x to lie at
// the schedule's own level, ln σ interpolated linearly in t (ᾱ at least 1e-12). For make_denoiser.
std::shared_ptr<const Network> make_mixture_network(const Mixture& mixture, NoiseSchedule schedule, Prediction prediction);

// ln p(component | x), exact. Guidance by it from no label, with scale s, is classifier-free guidance with that label and scale.
std::shared_ptr<const Criterion> make_mixture_criterion(const Mixture& mixture, std::int64_t component);

template <>
struct ValueType<Mixture> {
    static constexpr std::string_view name = "distribution";
    static std::size_t bytes(const Mixture& mixture) { return mixture.means.nbytes() + mixture.log_weights.nbytes(); }
};

}  // namespace noiseloom
