#include "diffusion/steppers/dpm_solver.h"

#include <cmath>

#include <ATen/ATen.h>

#include "diffusion/prediction.h"

namespace noiseloom {

DpmSolverStep::DpmSolverStep(const at::Tensor& x, const Level& from, double to, const StepContext& context)
    : context_(context), x_(x), from_(from.s), to_(to), epsilon_(epsilon(x, from)) {}

at::Tensor DpmSolverStep::first() const { return at::add(x_, epsilon_, to_ - from_); }

at::Tensor DpmSolverStep::second(double r) {
    const at::Tensor slope = inner(r) - epsilon_;
    return first().add_(slope, (to_ - from_) / (2 * r));
}

at::Tensor DpmSolverStep::third() {
    constexpr double r1 = 1. / 3, r2 = 2. / 3;
    const double h = std::log(from_ / to_);
    // (e^u - 1)/u - 1, which weighs the difference of two ε over a step u of -ln σ.
    const auto weight = [](double u) { return std::expm1(u) / u - 1; };
    const at::Tensor slope = inner(r1) - epsilon_;
    const double middle = sigma_at(r2);
    const at::Tensor there = at::add(x_, epsilon_, middle - from_).sub_(slope, middle * (r2 / r1) * weight(r2 * h));
    return first().sub_(epsilon_at(r2, there) - epsilon_, to_ / r2 * weight(h));
}

double DpmSolverStep::sigma_at(double r) const { return std::pow(from_, 1 - r) * std::pow(to_, r); }

at::Tensor DpmSolverStep::epsilon(const at::Tensor& x, const Level& at) const {
    return epsilon_from_x0(context_.model(x, at).denoised, x, at);
}

at::Tensor DpmSolverStep::epsilon_at(double r, const at::Tensor& x) const {
    return epsilon(x, context_.schedule.level_at_sigma(sigma_at(r)));
}

const at::Tensor& DpmSolverStep::inner(double r) {
    if (inner_r_ != r) inner_ = epsilon_at(r, at::add(x_, epsilon_, sigma_at(r) - from_));
    inner_r_ = r;
    return inner_;
}

Grid log_even_grid(const Grid& asked, int count, const NoiseSchedule& schedule) {
    const Level first = asked.front().from, last = asked.back().to.s > 0 ? asked.back().to : asked.back().from;
    if (!(first.s > last.s))
        throw Failure({Code::bad_workflow, "this sampler needs a schedule with two noise levels above 0", "Give the schedule 2 steps or more.", "", "", ""});
    Grid grid;
    for (int i = 0; i < count; ++i) {
        const double part = (i + 1.) / count;
        const Level to = i + 1 == count ? last : schedule.level_at_sigma(std::pow(first.s, 1 - part) * std::pow(last.s, part));
        grid.push_back({i == 0 ? first : grid.back().to, to});
    }
    return grid;
}

}  // namespace noiseloom
