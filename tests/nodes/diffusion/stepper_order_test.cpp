// Every stepper approaches the true distribution, at its order.
//
// Deterministic ones are compared, sample by sample, with a fine solution of the probability flow on a mixture. Stochastic ones are compared in distribution, and
// without chance: on a single Gaussian, a step is linear in x and in its noise, so a batch in which every picture has one of these numbers at 1 and the others
// at 0 reads off by how much each counts. The variance of the result is the sum of their squares, to be compared with τ² + σ².
//
// Not here: TCD with noise, which needs a model of trajectories, and Langevin correctors, whose error is that of their own step (sde_sampling_test).
#include "support.h"

#include <set>

#include "diffusion/sde.h"

#include <QtTest>

using namespace noiseloom;
using namespace noiseloom::testing;

namespace {

constexpr double tau = 0.6, mean = 0.4;

Mixture one_gaussian() { return {at::full({1, 1}, mean, at::kDouble), at::zeros({1}, at::kDouble), tau}; }

// What a consistency model of that Gaussian answers: where the probability flow ends.
class Consistent final : public Denoiser {
  public:
    std::vector<Estimate> denoise(const at::Tensor& x, const Level& at, std::span<const Conditioning* const> conditionings, const Cancel&) const override {
        return {conditionings.size(), Estimate{(x / at.a - mean) * (tau / std::hypot(tau, at.sigma())) + mean}};
    }
    const NoiseSchedule& schedule() const override { return schedule_; }
    Prediction prediction() const override { return Prediction::x0; }
    LatentFormat format() const override { return {1, 1, 1, 0}; }
    Key identity() const override { return KeyBuilder("consistent").key(); }
    std::size_t bytes() const override { return 0; }
    std::string device() const override { return "cpu"; }

  private:
    NoiseSchedule schedule_ = NoiseSchedule::stable_diffusion();
};

// Writes down what is asked of it, and answers 0.
class Listening final : public NoiseSource {
  public:
    at::Tensor draw(at::IntArrayRef shape, const NoiseRequest& request) const override {
        requests.push_back(request);
        return at::zeros(shape);
    }
    Key identity() const override { return {1, 1}; }
    mutable std::vector<NoiseRequest> requests;
};

// Of independent numbers, of which picture 2 + i of a batch has the i-th at 1. Brownian: the numbers are the increments of one path between the σ's at which
// any draw begins or ends, and a draw is their normalised sum.
class OneByOne final : public NoiseSource {
  public:
    OneByOne(const std::vector<NoiseRequest>& requests, bool brownian) : brownian_(brownian) {
        std::set<double> edges;
        for (const NoiseRequest& request : requests) {
            ordinals_.insert({request.ordinal, ordinals_.size()});
            edges.insert({request.sigma_from, request.sigma_to});
        }
        edges_.assign(edges.begin(), edges.end());
    }
    std::int64_t count() const { return static_cast<std::int64_t>(brownian_ ? edges_.size() - 1 : ordinals_.size()); }
    at::Tensor draw(at::IntArrayRef shape, const NoiseRequest& request) const override {
        at::Tensor numbers = at::zeros({shape[0]});
        if (!brownian_) numbers[2 + static_cast<std::int64_t>(ordinals_.at(request.ordinal))] = 1;
        for (std::size_t i = 0; brownian_ && i + 1 < edges_.size(); ++i)
            if (edges_[i] >= request.sigma_to && edges_[i + 1] <= request.sigma_from)
                numbers[2 + static_cast<std::int64_t>(i)] = std::sqrt((edges_[i + 1] - edges_[i]) / (request.sigma_from - request.sigma_to));
        return numbers.view({-1, 1, 1, 1});
    }
    Key identity() const override { return {2, 2}; }

  private:
    bool brownian_;
    std::map<int, std::size_t> ordinals_;
    std::vector<double> edges_;
};

// How far mean and variance at the end of the grid are from the truth, relative to the deviation and the variance there.
double moment_error(const std::shared_ptr<const Denoiser>& model, const std::shared_ptr<const Stepper>& stepper, const Grid& grid) {
    const auto moments_at = [](const Level& at) { return std::make_pair(at.a * mean, at.a * at.a * tau * tau + at.s * at.s); };
    const auto [first_mean, first_variance] = moments_at(grid.front().from);
    Sampling sampling;
    sampling.guider = make_unconditional(model);
    sampling.stepper = stepper;
    sampling.grid = grid;
    const auto run = [&](std::shared_ptr<const NoiseSource> noise, std::int64_t numbers) {
        sampling.noise = std::move(noise);
        sampling.x = at::full({2 + numbers, 1, 1, 1}, first_mean);
        sampling.x[1] += std::sqrt(first_variance);
        return sample(sampling, {}, {}).flatten().to(at::kDouble);
    };
    const auto listening = std::make_shared<Listening>();
    run(listening, 0);
    const auto one_by_one = std::make_shared<OneByOne>(listening->requests, stepper->wants_brownian_noise());
    const at::Tensor x = run(one_by_one, listening->requests.empty() ? 0 : one_by_one->count());
    const auto [last_mean, last_variance] = moments_at(grid.back().to);
    const double variance = (x - x[0]).square().sum().item<double>();
    return std::hypot((x[0].item<double>() - last_mean) / std::sqrt(last_variance), variance / last_variance - 1);
}

Sde process(const char* name) { return Sde::from_json({{"sde", name}, {"sigma_max", 50}}).or_throw(); }

using Make = std::function<std::shared_ptr<const Stepper>(int steps)>;
struct Method {
    const char* name;
    double order;
    Make make;
    int steps = 48;   // the coarser of two runs; the other takes twice as many
};

const auto fixed = [](std::shared_ptr<const Stepper> stepper) -> Make { return [stepper](int) { return stepper; }; };

// The orders of the papers named in diffusion/steppers.h, but where a line says otherwise.
std::vector<Method> flow_methods() {
    using Kind = DpmppOptions::Kind;
    constexpr auto epsilon = SolverForm::epsilon;
    return {
        {"euler", 1, fixed(make_euler())},
        {"ddim", 1, fixed(make_ddim())},
        {"tcd without noise", 1, fixed(make_tcd(0))},
        {"heun", 2, fixed(make_heun())},
        {"dpm2", 2, fixed(make_dpm2())},
        {"dpmpp 2s", 2, fixed(make_dpmpp_2s_ancestral({.eta = 0}))},
        {"dpmpp sde without noise", 2, fixed(make_dpmpp_sde({.eta = 0}))},
        {"dpmpp 1", 1, fixed(make_dpmpp({.order = 1}))},
        {"dpmpp 2m", 2, fixed(make_dpmpp())},
        {"dpmpp 2m heun", 2, fixed(make_dpmpp({.kind = Kind::heun}))},
        // The multistep solvers of order 3 weigh the second difference with φ₃, as DPM-Solver's own code, diffusers and k-diffusion do. The polynomial
        // through the three estimates asks for 2φ₃: a local error of order 3 stays, and so order 2.
        {"dpmpp 3m", 2, fixed(make_dpmpp({.order = 3, .kind = Kind::heun}))},
        {"dpm-solver 2m", 2, fixed(make_dpmpp({.form = epsilon}))},
        {"dpm-solver 3m", 2, fixed(make_dpmpp({.form = epsilon, .order = 3}))},
        {"dpmpp 2s of grid steps", 2, fixed(make_dpm_singlestep({.order = 2}))},
        {"dpmpp 3s of grid steps", 3, fixed(make_dpm_singlestep({.order = 3})), 96},
        {"dpm-solver 1s of grid steps", 1, fixed(make_dpm_singlestep({.form = epsilon, .order = 1}))},
        {"dpm-solver 2s of grid steps", 2, fixed(make_dpm_singlestep({.form = epsilon, .order = 2}))},
        {"dpm-solver 3s of grid steps", 3, fixed(make_dpm_singlestep({.form = epsilon, .order = 3}))},
        {"lms 1", 1, fixed(make_lms(1))},
        {"lms 2", 2, fixed(make_lms(2))},
        {"lms 3", 3, fixed(make_lms(3))},
        {"lms 4", 4, fixed(make_lms(4))},
        // The corrector adds an order. The last steps, of lower orders as the references have them, would hide the fourth.
        {"unipc 1", 2, fixed(make_unipc({.order = 1}))},
        {"unipc 2", 3, fixed(make_unipc())},
        {"unipc 2, bh1", 3, fixed(make_unipc({.kind = UniPcOptions::Kind::bh1}))},
        {"unipc 3", 4, fixed(make_unipc({.order = 3, .lower_order_final = false})), 24},
        {"deis 1", 1, fixed(make_deis({.order = 1}))},
        {"deis 2", 2, fixed(make_deis({.order = 2}))},
        {"deis 3", 3, fixed(make_deis())},
        // Weights of order 4, and a transfer between levels that makes second order of it: pseudo numerical methods (arXiv 2202.09778).
        {"pndm", 2, fixed(make_pndm())},
        {"pndm with runge-kutta", 2, fixed(make_pndm({.runge_kutta = true}))},
        // 3n + 2 calls end with a step of order 2; 3n would end with orders 2 and 1, and have order 2 in all.
        {"dpm fast", 3, [](int steps) { return make_dpm_fast({.calls = 3 * steps + 2}); }, 12},
    };
}

// Ancestral steps go down by a flow and up by noise, either of which leads from one true distribution to another: their order is the flow's.
std::vector<Method> noisy_methods() {
    using Variance = DdpmOptions::Variance;
    return {
        {"ddpm, small variance", 1, fixed(make_ddpm())},
        {"ddpm, large variance", 1, fixed(make_ddpm({.variance = Variance::fixed_large}))},
        {"ddpm, variance between", 1, fixed(make_ddpm({.variance = Variance::interpolated}))},
        {"ddim 1", 1, fixed(make_ddim({.eta = 1}))},
        {"ddim 0.5", 1, fixed(make_ddim({.eta = 0.5}))},
        {"euler, churned", 1, fixed(make_euler({.amount = 10}))},
        {"heun, churned", 2, fixed(make_heun({.amount = 10}))},
        {"dpm2, churned", 2, fixed(make_dpm2({.amount = 10}))},
        {"euler ancestral", 1, fixed(make_euler_ancestral())},
        {"euler ancestral 0.5", 1, fixed(make_euler_ancestral({.eta = 0.5}))},
        {"dpm2 ancestral", 2, fixed(make_dpm2_ancestral())},
        {"dpmpp 2s ancestral", 2, fixed(make_dpmpp_2s_ancestral())},
        // Because both draws of a step are of one Brownian path.
        {"dpmpp sde", 2, fixed(make_dpmpp_sde())},
        {"dpmpp 1 sde", 1, fixed(make_dpmpp({.order = 1, .eta = 1}))},
        {"dpmpp 2m sde", 2, fixed(make_dpmpp({.eta = 1}))},
        {"dpmpp 2m sde heun", 2, fixed(make_dpmpp({.kind = DpmppOptions::Kind::heun, .eta = 1}))},
        {"dpmpp 3m sde", 2, fixed(make_dpmpp({.order = 3, .kind = DpmppOptions::Kind::heun, .eta = 1}))},
        {"dpm fast with noise", 3, [](int steps) { return make_dpm_fast({.calls = 3 * steps + 2, .eta = 1}); }, 6},
    };
}

// Schemes of order 1. From some hundred steps on another error remains, of the size of the time at which the reference's grid ends: its steps are 1/N
// long, and stand (1 - 0.001)/(N - 1) apart.
struct ProcessMethod {
    const char* name;
    const char* process;
    SdeOptions::Predictor predictor;
    bool flow;
};
constexpr ProcessMethod process_methods[] = {
    {"vpsde, Euler-Maruyama", "vpsde", SdeOptions::Predictor::euler_maruyama, false},
    {"vpsde, reverse diffusion", "vpsde", SdeOptions::Predictor::reverse_diffusion, false},
    {"vpsde, ancestral", "vpsde", SdeOptions::Predictor::ancestral, false},
    {"vpsde, flow by Euler", "vpsde", SdeOptions::Predictor::euler_maruyama, true},
    {"vpsde, flow by reverse diffusion", "vpsde", SdeOptions::Predictor::reverse_diffusion, true},
    {"subvpsde, Euler-Maruyama", "subvpsde", SdeOptions::Predictor::euler_maruyama, false},
    {"subvpsde, reverse diffusion", "subvpsde", SdeOptions::Predictor::reverse_diffusion, false},
    {"subvpsde, flow by Euler", "subvpsde", SdeOptions::Predictor::euler_maruyama, true},
    {"vesde, Euler-Maruyama", "vesde", SdeOptions::Predictor::euler_maruyama, false},
    {"vesde, reverse diffusion", "vesde", SdeOptions::Predictor::reverse_diffusion, false},
    {"vesde, ancestral", "vesde", SdeOptions::Predictor::ancestral, false},
    {"vesde, flow by reverse diffusion", "vesde", SdeOptions::Predictor::reverse_diffusion, true},
};

std::shared_ptr<const Denoiser> gaussian_model(const NoiseSchedule& schedule) { return make_mixture_denoiser(one_gaussian(), schedule, {1, 1, 1, 0}); }

// The way of a process to the earliest time it is asked at, before the references' last step.
Grid way_of(const Sde& sde, int steps) {
    Grid grid = sde.grid(steps);
    grid.pop_back();
    return grid;
}

}  // namespace

class StepperOrderTest : public QObject {
    Q_OBJECT

    const std::shared_ptr<const Denoiser> plane_ = make_mixture_denoiser(plane_mixture(), NoiseSchedule::stable_diffusion());
    const std::shared_ptr<const Denoiser> gaussian_ = gaussian_model(NoiseSchedule::stable_diffusion());
    at::Tensor exact_;

    // Even in ln σ. The step to 0 would be of the same length for any number of steps.
    static std::vector<double> sigmas(int steps) {
        const NoiseSchedule schedule = NoiseSchedule::stable_diffusion();
        auto all = exponential_sigmas(steps + 1, schedule.sigma_min(), schedule.sigma_max());
        all.pop_back();
        return all;
    }
    at::Tensor solve(const std::shared_ptr<const Stepper>& stepper, int steps) const {
        return sample(make_sampling(make_unconditional(plane_), stepper, sigmas(steps), {2048, 2, 1, 1}), {}, {});
    }
    double flow_error(const std::shared_ptr<const Stepper>& stepper, int steps) const {
        return (solve(stepper, steps) - exact_).flatten(1).norm(2, {1}).mean().item<double>();
    }

    // Errors at `steps` and twice as many. High orders show themselves late: they are told from the next lower one.
    static void check(double order, double coarse, double fine) {
        const double found = std::log2(coarse / fine);
        const std::string numbers = "order " + std::to_string(found) + ", errors " + std::to_string(coarse) + " and " + std::to_string(fine);
        QVERIFY2(found > order - (order > 2 ? 0.5 : 0.3) && found < order + 0.9, numbers.c_str());
    }
    static void rows(const std::vector<Method>& methods) {
        QTest::addColumn<int>("row");
        for (std::size_t i = 0; i < methods.size(); ++i) QTest::newRow(methods[i].name) << static_cast<int>(i);
    }

  private slots:
    void initTestCase() { exact_ = solve(make_heun(), 2560); }

    void flows_are_solved_at_their_order_data() { rows(flow_methods()); }
    void flows_are_solved_at_their_order() {
        QFETCH(int, row);
        const Method method = flow_methods()[static_cast<std::size_t>(row)];
        check(method.order, flow_error(method.make(method.steps), method.steps), flow_error(method.make(2 * method.steps), 2 * method.steps));
    }

    void distributions_are_approached_at_their_order_data() { rows(noisy_methods()); }
    void distributions_are_approached_at_their_order() {
        QFETCH(int, row);
        const Method method = noisy_methods()[static_cast<std::size_t>(row)];
        const auto error = [&](int steps) { return moment_error(gaussian_, method.make(steps), sigma_grid(gaussian_->schedule(), sigmas(steps))); };
        check(method.order, error(method.steps), error(2 * method.steps));
    }

    void reverse_processes_and_their_flows_too_data() {
        QTest::addColumn<int>("row");
        for (std::size_t i = 0; i < std::size(process_methods); ++i) QTest::newRow(process_methods[i].name) << static_cast<int>(i);
    }
    void reverse_processes_and_their_flows_too() {
        QFETCH(int, row);
        const ProcessMethod& method = process_methods[row];
        const auto error = [&](int steps) {
            SdeOptions options{.sde = process(method.process)};
            options.steps = steps;
            options.predictor = method.predictor;
            options.probability_flow = method.flow;
            return moment_error(gaussian_model(options.sde.schedule()), make_predictor_corrector(options), way_of(options.sde, steps));
        };
        check(1, error(64), error(128));
    }

    void solvers_with_steps_of_their_own_keep_their_tolerance() {
        for (const int order : {2, 3}) {
            double before = 1;
            for (const double tolerance : {1e-2, 1e-3, 1e-4}) {
                const double error = flow_error(make_dpm_adaptive({.order = order, .relative = tolerance, .absolute = tolerance / 10}), 2);
                QVERIFY2(error < tolerance && error < before / 4, std::to_string(error).c_str());
                before = error;
            }
        }
        for (const char* name : {"vpsde", "subvpsde", "vesde"})
            for (const double tolerance : {1e-4, 1e-5, 1e-6}) {
                const Sde sde = process(name);
                const double error = moment_error(gaussian_model(sde.schedule()), make_probability_flow(sde, {tolerance, tolerance}), way_of(sde, 2));
                QVERIFY2(error < 50 * tolerance, (std::string(name) + " " + std::to_string(error)).c_str());
            }
    }

    // LCM goes to the picture and back in every step: of a consistency model that is exact, in any number of steps. Of any other model it is not the
    // distribution, in however many: the picture it goes to is a mean.
    void lcm_is_exact_on_a_consistency_model() {
        for (const int steps : {1, 2, 4, 16}) {
            const Grid grid = sigma_grid(gaussian_->schedule(), sigmas(steps));
            QVERIFY(moment_error(std::make_shared<Consistent>(), make_lcm({.boundary = false}), grid) < 1e-5);
            QVERIFY(moment_error(gaussian_, make_lcm({.boundary = false}), grid) > 0.5);
        }
    }
};

QTEST_GUILESS_MAIN(StepperOrderTest)
#include "stepper_order_test.moc"
