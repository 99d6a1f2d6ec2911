#include "diffusion/observation.h"

#include <cmath>

#include <ATen/ATen.h>

#include "diffusion/tensor_key.h"

namespace noiseloom {
namespace {

void check_shape(const at::Tensor& picture, const at::Tensor& x) {
    const bool fits = picture.sizes().slice(1) == x.sizes().slice(1) && (picture.size(0) == 1 || picture.size(0) == x.size(0));
    if (fits) return;
    const auto text = [](const at::Tensor& of) {
        return std::to_string(of.size(0)) + " of " + std::to_string(of.size(3)) + " x " + std::to_string(of.size(2)) + " with " + std::to_string(of.size(1)) + " channels";
    };
    throw Failure({Code::bad_workflow, "what is known and what is drawn are not of one size: " + text(picture) + ", and " + text(x),
                   "Give the sampler a canvas of the known picture's size, and one picture or as many as are drawn.", "", "", ""});
}

}  // namespace

at::Tensor Observation::imposed_on(const at::Tensor& x, double a, double s, const at::Tensor& z) const {
    check_shape(picture, x);
    const at::Tensor off = picture.to(x.device()) * a - x;   // how far x is from what is known, where it is
    if (known.defined()) return at::addcmul(x, known.to(x.device()), off + s * z);
    const double along = 1 / std::sqrt(static_cast<double>(x.size(1)));   // of the grey axis, in each channel
    return x + off.mean(1, /*keepdim=*/true) + s * along * z.narrow(1, 0, 1);
}

at::Tensor Observation::imposed_on(const at::Tensor& x0) const { return imposed_on(x0, 1, 0, at::zeros_like(x0)); }

Key Observation::identity() const {
    KeyBuilder key("observation");
    add_tensor(key, picture);
    add_tensor(key, known);
    return key.key();
}

std::size_t ValueType<Observation>::bytes(const Observation& observation) { return bytes_of(observation.picture) + bytes_of(observation.known); }

std::string ValueType<Observation>::device(const Observation& observation) { return device_name(observation.picture); }

}  // namespace noiseloom
