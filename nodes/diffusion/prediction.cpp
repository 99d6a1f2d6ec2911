#include "diffusion/prediction.h"

#include <ATen/ATen.h>

namespace noiseloom {

at::Tensor x0_from(Prediction kind, const at::Tensor& output, const at::Tensor& x, const Level& at) {
    const double n = at.norm();
    switch (kind) {
        case Prediction::epsilon: return x.mul(1 / at.a).sub_(output, at.s / at.a);
        case Prediction::v: return x.mul(at.a / (n * n)).sub_(output, at.s / n);
        case Prediction::x0: return output;
    }
    return {};
}

at::Tensor output_from_x0(Prediction kind, const at::Tensor& x0, const at::Tensor& x, const Level& at) {
    const double n = at.norm();
    switch (kind) {
        case Prediction::epsilon: return epsilon_from_x0(x0, x, at);
        case Prediction::v: return x.mul(at.a / (at.s * n)).sub_(x0, n / at.s);   // a·ε - s·x0 with ε = (x - a·x0)/s
        case Prediction::x0: return x0;
    }
    return {};
}

at::Tensor epsilon_from_x0(const at::Tensor& x0, const at::Tensor& x, const Level& at) {
    return x.mul(1 / at.s).sub_(x0, at.a / at.s);
}

}  // namespace noiseloom
