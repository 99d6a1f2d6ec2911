#include "models/architectures/group_norm.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/custom_function.h>

// Loops over the channels of one pixel, the only hot ones: the compiler makes them once per kind of processor.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define NOISELOOM_PER_PROCESSOR __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define NOISELOOM_PER_PROCESSOR
#endif

namespace noiseloom {
namespace {

// bfloat16 as its bits, which compilers turn into vectors; c10::BFloat16's operators they do not.
using Bits = std::uint16_t;

inline float value(float x) { return x; }
inline float value(Bits x) {
    const std::uint32_t wide = static_cast<std::uint32_t>(x) << 16;
    float result;
    std::memcpy(&result, &wide, sizeof result);
    return result;
}
inline void store(float& to, float x) { to = x; }
inline void store(Bits& to, float x) {   // to nearest, ties to even; a NaN stays one, as its mantissa's top bit is set first
    std::uint32_t wide;
    std::memcpy(&wide, &x, sizeof wide);
    const std::uint32_t nan = x != x ? 0x00400000u : 0u;
    to = static_cast<Bits>(((wide | nan) + (nan ? 0u : 0x7fffu + ((wide >> 16) & 1u))) >> 16);
}

// first[c] = sum of a, second[c] = sum of a*b over the pixels.
template <typename T>
inline void sums(const T* a, const T* b, std::int64_t pixels, std::int64_t channels, float* __restrict first, float* __restrict second) {
    for (std::int64_t p = 0; p < pixels; ++p, a += channels, b += channels)
        for (std::int64_t c = 0; c < channels; ++c) {
            const float x = value(a[c]);
            first[c] += x;
            second[c] += x * value(b[c]);
        }
}

// y = p*a + q*b + r, each factor per channel.
template <typename T>
inline void combine(const T* a, const T* b, std::int64_t pixels, std::int64_t channels, const float* p, const float* q, const float* r,
                    T* __restrict y) {
    for (std::int64_t i = 0; i < pixels; ++i, a += channels, b += channels, y += channels)
        for (std::int64_t c = 0; c < channels; ++c) store(y[c], p[c] * value(a[c]) + q[c] * value(b[c]) + r[c]);
}

template <typename T>
inline void scale(const T* x, std::int64_t pixels, std::int64_t channels, const float* p, const float* r, T* __restrict y) {
    for (std::int64_t i = 0; i < pixels; ++i, x += channels, y += channels)
        for (std::int64_t c = 0; c < channels; ++c) store(y[c], p[c] * value(x[c]) + r[c]);
}

#define NOISELOOM_LOOPS(T)                                                                                                          \
    NOISELOOM_PER_PROCESSOR void sums_of(const T* a, const T* b, std::int64_t n, std::int64_t c, float* first, float* second) {     \
        sums(a, b, n, c, first, second);                                                                                            \
    }                                                                                                                               \
    NOISELOOM_PER_PROCESSOR void combine_of(const T* a, const T* b, std::int64_t n, std::int64_t c, const float* p, const float* q, \
                                            const float* r, T* y) {                                                                 \
        combine(a, b, n, c, p, q, r, y);                                                                                            \
    }                                                                                                                               \
    NOISELOOM_PER_PROCESSOR void scale_of(const T* x, std::int64_t n, std::int64_t c, const float* p, const float* r, T* y) {       \
        scale(x, n, c, p, r, y);                                                                                                    \
    }
NOISELOOM_LOOPS(float)
NOISELOOM_LOOPS(Bits)
#undef NOISELOOM_LOOPS

struct Shape {
    std::int64_t batch, channels, pixels, groups;
    explicit Shape(const at::Tensor& x, std::int64_t groups_) : batch(x.size(0)), channels(x.size(1)), pixels(x.size(2) * x.size(3)), groups(groups_) {}
    std::int64_t width() const { return channels / groups; }
    double count() const { return static_cast<double>(pixels * width()); }
};

// y, and for the way back the means and 1/deviations of the groups (B, groups).
template <typename T>
void forward(const Shape& s, const T* x, const float* weight, const float* bias, double eps, T* y, float* means, float* inverses) {
    at::parallel_for(0, s.batch, 1, [&](std::int64_t begin, std::int64_t end) {
        std::vector<float> first(s.channels), second(s.channels);
        for (std::int64_t b = begin; b < end; ++b) {
            const T* const sample = x + b * s.pixels * s.channels;
            std::fill(first.begin(), first.end(), 0.0F);
            std::fill(second.begin(), second.end(), 0.0F);
            sums_of(sample, sample, s.pixels, s.channels, first.data(), second.data());
            for (std::int64_t g = 0; g < s.groups; ++g) {
                double sum = 0, squares = 0;
                for (std::int64_t c = g * s.width(); c < (g + 1) * s.width(); ++c) sum += first[c], squares += second[c];
                const double mean = sum / s.count(), inverse = 1 / std::sqrt(std::max(squares / s.count() - mean * mean, 0.0) + eps);
                means[b * s.groups + g] = static_cast<float>(mean);
                inverses[b * s.groups + g] = static_cast<float>(inverse);
                for (std::int64_t c = g * s.width(); c < (g + 1) * s.width(); ++c) {
                    first[c] = static_cast<float>(inverse * weight[c]);
                    second[c] = static_cast<float>(bias[c] - mean * inverse * weight[c]);
                }
            }
            scale_of(sample, s.pixels, s.channels, first.data(), second.data(), y + b * s.pixels * s.channels);
        }
    });
}

// With x' = (x - m)/d, the gradient of x in a group of n values is (w·g - mean(w·g) - x'·mean(w·g·x'))/d: per channel a
// combination of g and x. by_weight, by_bias (B, C): each picture's part of the gradients of the weights.
template <typename T>
void backward(const Shape& s, const T* gradient, const T* x, const float* weight, const float* means, const float* inverses, T* by_x,
              float* by_weight, float* by_bias) {
    at::parallel_for(0, s.batch, 1, [&](std::int64_t begin, std::int64_t end) {
        std::vector<float> p(s.channels), q(s.channels), r(s.channels);
        for (std::int64_t b = begin; b < end; ++b) {
            const std::int64_t at = b * s.pixels * s.channels;
            float* const first = by_bias + b * s.channels;      // sums of g, zero so far
            float* const second = by_weight + b * s.channels;   // sums of g·x, until below
            sums_of(gradient + at, x + at, s.pixels, s.channels, first, second);
            for (std::int64_t g = 0; g < s.groups; ++g) {
                const double mean = means[b * s.groups + g], inverse = inverses[b * s.groups + g];
                double sum = 0, product = 0;
                for (std::int64_t c = g * s.width(); c < (g + 1) * s.width(); ++c) {
                    second[c] = static_cast<float>((second[c] - mean * first[c]) * inverse);
                    sum += static_cast<double>(weight[c]) * first[c];
                    product += static_cast<double>(weight[c]) * second[c];
                }
                const double along = -product / s.count() * inverse * inverse, constant = -sum / s.count() * inverse - along * mean;
                for (std::int64_t c = g * s.width(); c < (g + 1) * s.width(); ++c) {
                    p[c] = static_cast<float>(inverse * weight[c]);
                    q[c] = static_cast<float>(along);
                    r[c] = static_cast<float>(constant);
                }
            }
            combine_of(gradient + at, x + at, s.pixels, s.channels, p.data(), q.data(), r.data(), by_x + at);
        }
    });
}

template <typename F>
void for_type(const at::Tensor& x, F&& f) {
    if (x.scalar_type() == at::kFloat)
        f(static_cast<float*>(nullptr));
    else
        f(static_cast<Bits*>(nullptr));
}

template <typename T>
T* data(const at::Tensor& tensor) { return static_cast<T*>(tensor.data_ptr()); }

class GroupNormFunction : public torch::autograd::Function<GroupNormFunction> {
  public:
    static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& x, std::int64_t groups, const at::Tensor& weight,
                              const at::Tensor& bias, double eps) {
        const Shape shape(x, groups);
        at::Tensor y = at::empty_like(x);
        const at::Tensor means = at::empty({shape.batch, groups}, weight.options()), inverses = at::empty_like(means);
        for_type(x, [&]<typename T>(T*) {
            noiseloom::forward(shape, data<T>(x), data<float>(weight), data<float>(bias), eps, data<T>(y), data<float>(means), data<float>(inverses));
        });
        context->save_for_backward({x, weight, means, inverses});
        return y;
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context, torch::autograd::variable_list gradients) {
        TORCH_CHECK(!c10::GradMode::is_enabled(), "group_norm has no second derivatives");
        const auto saved = context->get_saved_variables();
        const at::Tensor &x = saved[0], &weight = saved[1];
        const Shape shape(x, /*groups=*/saved[2].size(1));
        const at::Tensor gradient = gradients[0].to(x.scalar_type()).contiguous(at::MemoryFormat::ChannelsLast);
        const at::Tensor by_x = at::empty_like(x), by_weight = at::zeros({shape.batch, shape.channels}, weight.options()), by_bias = at::zeros_like(by_weight);
        for_type(x, [&]<typename T>(T*) {
            noiseloom::backward(shape, data<T>(gradient), data<T>(x), data<float>(weight), data<float>(saved[2]), data<float>(saved[3]), data<T>(by_x),
                                data<float>(by_weight), data<float>(by_bias));
        });
        return {by_x, {}, by_weight.sum(0), by_bias.sum(0), {}};
    }
};

}  // namespace

at::Tensor group_norm(const at::Tensor& x, std::int64_t groups, const at::Tensor& weight, const at::Tensor& bias, double eps) {
    const bool is_recorded = c10::GradMode::is_enabled() && (x.requires_grad() || weight.requires_grad() || bias.requires_grad());
    constexpr std::int64_t few = 64 * 64;   // pixels: above that, sums in float32 over them lose digits, and one picture wants several threads
    const bool is_known = x.is_cpu() && x.dim() == 4 && x.size(2) * x.size(3) <= few && (x.scalar_type() == at::kFloat || x.scalar_type() == at::kBFloat16) &&
                          x.is_contiguous(at::MemoryFormat::ChannelsLast) && weight.scalar_type() == at::kFloat && bias.scalar_type() == at::kFloat;
    if (!is_recorded || !is_known || x.numel() == 0) return at::group_norm(x, groups, weight, bias, eps);
    return GroupNormFunction::apply(x, groups, weight, bias, eps);
}

}  // namespace noiseloom
