// Churn, shared by the steppers of arXiv 2206.00364.
#pragma once

#include "diffusion/steppers.h"

namespace noiseloom {

struct Churned {
    at::Tensor x;
    Level at;
};

double churn_gamma(const Churn& churn, double sigma, int count);
// x raised to σ(1 + γ) (VE coordinates), with the step's draw 0; unchanged where γ = 0.
Churned churned(const at::Tensor& x, const StepContext& context, const Churn& churn);
int churn_draws(const Churn& churn, const GridStep& step, int count);
void add_churn(KeyBuilder& key, const Churn& churn, int count);

}  // namespace noiseloom
