// One step of DPM-Solver-1, -2 or -3 (arXiv 2206.00927, Algorithms 1 and 2) in VE coordinates, where its exponentials of the
// step in -ln σ become differences of σ; shared by the two steppers that choose their own steps.
#pragma once

#include <ATen/core/Tensor.h>

#include "diffusion/steppers.h"

namespace noiseloom {

// Estimates are made when a method first asks for them and kept: the lower order of a pair costs the higher one nothing.
class DpmSolverStep {
  public:
    DpmSolverStep(const at::Tensor& x, const Level& from, double to, const StepContext& context);

    at::Tensor first() const;           // 1 call
    at::Tensor second(double r);        // 2 calls, the other one at the part r of the step in ln σ
    at::Tensor third();                 // 3 calls, at 1/3 and 2/3

  private:
    double sigma_at(double r) const;
    at::Tensor epsilon(const at::Tensor& x, const Level& at) const;
    at::Tensor epsilon_at(double r, const at::Tensor& x) const;
    const at::Tensor& inner(double r);   // ε at the part r, after a straight step there

    const StepContext& context_;
    at::Tensor x_;
    double from_, to_;
    at::Tensor epsilon_;
    double inner_r_ = 0;
    at::Tensor inner_;
};

// The grid from `asked`'s first level to its last one above 0, in `count` steps even in ln σ. VE. Throws Failure (bad_workflow)
// where there are no two such levels.
Grid log_even_grid(const Grid& asked, int count, const NoiseSchedule& schedule);

}  // namespace noiseloom
