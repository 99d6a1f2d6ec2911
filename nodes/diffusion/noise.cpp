#include "diffusion/noise.h"

#include <array>
#include <cmath>
#include <map>
#include <mutex>

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

#include "diffusion/philox.h"

namespace noiseloom {
namespace {

// The third word of a Philox stream: one number a purpose, so that purposes never share numbers.
enum Purpose : std::uint32_t { draws = 0, brownian = 1 };

// Each picture of the batch filled by itself: fill(picture, its numbers).
template <class Fill>
at::Tensor filled_pictures(at::IntArrayRef shape, Fill&& fill) {
    at::Tensor noise = at::empty(shape, at::kFloat);
    const std::int64_t pictures = shape.empty() ? 1 : shape[0];
    if (noise.numel() == 0) return noise;
    const auto size = static_cast<std::size_t>(noise.numel() / pictures);
    float* data = noise.mutable_data_ptr<float>();
    for (std::uint32_t picture = 0; picture < pictures; ++picture) fill(picture, std::span<float>(data + picture * size, size));
    return noise;
}

at::Tensor philox_pictures(at::IntArrayRef shape, std::uint64_t seed, std::uint32_t index, Purpose purpose) {
    return filled_pictures(shape, [&](std::uint32_t picture, std::span<float> numbers) { philox_normal(seed, {picture, index, purpose}, numbers); });
}

class PhiloxNoise final : public NoiseSource {
  public:
    explicit PhiloxNoise(std::uint64_t seed) : seed_(seed) {}

    at::Tensor draw(at::IntArrayRef shape, const NoiseRequest& request) const override {
        return philox_pictures(shape, seed_, static_cast<std::uint32_t>(request.ordinal), draws);
    }
    Key identity() const override { return KeyBuilder("philox noise").add(seed_).key(); }

  private:
    std::uint64_t seed_;
};

class NvidiaNoise final : public NoiseSource {
  public:
    explicit NvidiaNoise(std::uint64_t seed) : seed_(seed) {}

    at::Tensor draw(at::IntArrayRef shape, const NoiseRequest& request) const override {
        const auto number = static_cast<std::uint32_t>(request.ordinal);
        return filled_pictures(shape, [&](std::uint32_t picture, std::span<float> numbers) { nvidia_normal(seed_ + picture, number, numbers); });
    }
    Key identity() const override { return KeyBuilder("nvidia noise").add(seed_).key(); }

  private:
    std::uint64_t seed_;
};

class TorchCpuNoise final : public NoiseSource {
  public:
    explicit TorchCpuNoise(std::uint64_t seed) : seed_(seed), generator_(at::make_generator<at::CPUGeneratorImpl>(seed)) {}

    // The stream is sequential: a draw behind the place of the generator starts it again, and draws
    // in between are made and dropped. The place is only a cache; results depend on the request alone.
    at::Tensor draw(at::IntArrayRef shape, const NoiseRequest& request) const override {
        const std::lock_guard lock(mutex_);
        if (request.ordinal < next_ || shape != at::IntArrayRef(shape_)) {
            generator_.set_current_seed(seed_);
            shape_ = shape.vec();
            next_ = 0;
        }
        at::Tensor noise = at::empty(shape, at::kFloat);
        for (; next_ <= request.ordinal; ++next_) normal(noise);
        return noise;
    }
    Key identity() const override { return KeyBuilder("torch cpu noise").add(seed_).key(); }

  private:
    void normal(at::Tensor& noise) const { noise.normal_(0, 1, generator_); }

    std::uint64_t seed_;
    mutable std::mutex mutex_;
    mutable at::Generator generator_;
    mutable std::vector<std::int64_t> shape_;
    mutable int next_ = 0;
};

// A Brownian path over [low, high] by bisection of ln σ: W at the ends is drawn, W at the middle of
// an interval is drawn from its law given the ends (Brownian bridge), down to intervals of a 2^16th of
// the range, within which W is straight. Any W(σ) so costs at most 18 draws, and since W is a function
// of σ alone, increments add up: W(a→c) = W(a→b) + W(b→c).
class BrownianNoise final : public NoiseSource {
  public:
    BrownianNoise(NoiseKind kind, std::uint64_t seed, double low, double high)
        : plain_(make_noise(kind, seed)), seed_(seed), low_(low), high_(high) {}

    at::Tensor draw(at::IntArrayRef shape, const NoiseRequest& request) const override {
        const double from = std::clamp(request.sigma_from, low_, high_), to = std::clamp(request.sigma_to, low_, high_);
        if (from == to) return plain_->draw(shape, request);
        return path(shape, to).sub_(path(shape, from)).mul_(1 / std::sqrt(std::abs(to - from)));
    }
    Key identity() const override {
        return KeyBuilder("brownian noise").add(plain_->identity()).add(seed_).add(low_).add(high_).key();
    }

  private:
    // Nodes of the tree are numbered as in a heap: 1 the root's middle, 2n and 2n + 1 below n; 0 and
    // 2^31 are the ends of the range.
    at::Tensor node(at::IntArrayRef shape, std::uint32_t number) const { return philox_pictures(shape, seed_, number, brownian); }

    at::Tensor path(at::IntArrayRef shape, double sigma) const {
        double a = low_, b = high_;
        at::Tensor at_a = node(shape, 0).mul_(std::sqrt(a));
        at::Tensor at_b = at_a + node(shape, std::uint32_t{1} << 31).mul_(std::sqrt(b - a));
        std::uint32_t number = 1;
        for (int depth = 0; depth < 16; ++depth) {
            if (sigma == a) return at_a;
            if (sigma == b) return at_b;
            const double middle = std::sqrt(a * b), part = (middle - a) / (b - a);
            const double deviation = std::sqrt((middle - a) * (b - middle) / (b - a));
            const at::Tensor at_middle = at::lerp(at_a, at_b, part).add_(node(shape, number), deviation);
            const bool right = sigma > middle;
            (right ? a : b) = middle;
            (right ? at_a : at_b) = at_middle;
            number = 2 * number + (right ? 1 : 0);
        }
        return at::lerp(at_a, at_b, (sigma - a) / (b - a));
    }

    std::shared_ptr<const NoiseSource> plain_;
    std::uint64_t seed_;
    double low_, high_;
};

}  // namespace

std::shared_ptr<const NoiseSource> make_noise(NoiseKind kind, std::uint64_t seed) {
    if (kind == NoiseKind::torch_cpu) return std::make_shared<TorchCpuNoise>(seed);
    if (kind == NoiseKind::nvidia) return std::make_shared<NvidiaNoise>(seed);
    return std::make_shared<PhiloxNoise>(seed);
}

std::shared_ptr<const NoiseSource> make_brownian_noise(NoiseKind kind, std::uint64_t seed, double sigma_min, double sigma_max) {
    return std::make_shared<BrownianNoise>(kind, seed, sigma_min, sigma_max);
}

at::Tensor slerp(const at::Tensor& a, const at::Tensor& b, double part) {
    const auto unit = [](const at::Tensor& x) { return x / at::linalg_vector_norm(x, 2, at::IntArrayRef{1}, true); };
    const at::Tensor dot = (unit(a) * unit(b)).sum(1, true);
    if (dot.mean().item<double>() > 0.9995) return at::lerp(a, b, part);
    const at::Tensor angle = at::acos(dot), sine = at::sin(angle);
    return at::sin(angle * (1 - part)) / sine * a + at::sin(angle * part) / sine * b;
}

}  // namespace noiseloom
