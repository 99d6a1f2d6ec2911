// The explicit Runge-Kutta method of Dormand and Prince, order 5 with an error estimate of order 4, and steps of its own choice: the numbers are those of
// SciPy's RK45 (solve_ivp), which the probability flow of score_sde is solved with.
#pragma once

#include <functional>

#include <ATen/core/Tensor.h>

namespace noiseloom {

struct Tolerance {
    double relative = 1e-5, absolute = 1e-5;   // of each value; a step's error is the root mean square over all of them
};

struct Integrated {
    at::Tensor y;
    int calls = 0;   // of the slope
};

using Slope = std::function<at::Tensor(double t, const at::Tensor& y)>;

// y at `end`, from y at `begin`, either way in t; float64. Throws Failure (bad_workflow): steps fell below what numbers can tell apart.
Integrated integrate(const Slope& slope, double begin, double end, const at::Tensor& y, const Tolerance& tolerance);

}  // namespace noiseloom
