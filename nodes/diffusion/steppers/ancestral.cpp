#include "diffusion/steppers/ancestral.h"

#include <algorithm>
#include <cmath>

namespace noiseloom {

Ancestral ancestral(double sigma, double to, double eta) {
    const double s2 = sigma * sigma, s2_to = to * to;
    const double up = std::min(to, eta * std::sqrt(std::max(s2_to * (s2 - s2_to) / s2, 0.0)));
    return {std::sqrt(std::max(s2_to - up * up, 0.0)), up};
}

}  // namespace noiseloom
