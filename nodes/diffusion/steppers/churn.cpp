#include "diffusion/steppers/churn.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <ATen/ATen.h>

namespace noiseloom {

double churn_gamma(const Churn& churn, double sigma, int count) {
    if (sigma < churn.sigma_min || sigma > churn.sigma_max) return 0;
    return std::min(churn.amount / count, std::numbers::sqrt2 - 1);
}

Churned churned(const at::Tensor& x, const StepContext& context, const Churn& churn) {
    const Level& from = context.grid.from;
    const double gamma = churn_gamma(churn, from.s, context.count);
    if (gamma <= 0) return {x, from};
    const Level raised = context.schedule.level_at_sigma(from.s * (1 + gamma));
    const double added = std::sqrt(raised.s * raised.s - from.s * from.s) * churn.noise;
    return {at::add(x, context.noise(0, from, raised), added), raised};
}

int churn_draws(const Churn& churn, const GridStep& step, int count) {
    return !churn.after_model || churn_gamma(churn, step.from.s, count) > 0 ? 1 : 0;
}

void add_churn(KeyBuilder& key, const Churn& churn, int count) {
    if (churn.amount > 0)
        key.add(count).add(churn.amount).add(churn.sigma_min).add(churn.sigma_max).add(churn.noise).add(churn.after_model);
}

}  // namespace noiseloom
