// What a sampler's step costs besides the model: each stepper with a model that does nothing, on the
// latents of one 64x64 picture (1x4x8x8), under classifier-free guidance. Medians over runs.
#include <algorithm>
#include <chrono>
#include <cstdio>

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include "diffusion/grids.h"
#include "diffusion/guiders.h"
#include "diffusion/no_model.h"
#include "diffusion/steppers.h"

namespace noiseloom {
namespace {

// Keeps nothing: the cost of the keys alone.
class NoSteps final : public StepStore {
  public:
    Value find(const Key&) override { return {}; }
    void keep(const Key&, Value, double) override {}
};

std::shared_ptr<const Conditioning> prompt(float value) {
    auto made = std::make_shared<Conditioning>();
    made->context = at::full({1, 77, 64}, value);
    made->identify();
    return made;
}

double microseconds_per_step(const Sampling& sampling, StepStore* steps, Trace* trace = nullptr) {
    SampleObserver observer;
    observer.steps = steps;
    observer.trace = trace;
    std::vector<double> times;
    for (int run = 0; run < 60; ++run) {
        const auto start = std::chrono::steady_clock::now();
        sample(sampling, observer, {});
        const std::chrono::duration<double, std::micro> spent = std::chrono::steady_clock::now() - start;
        times.push_back(spent.count() / static_cast<double>(sampling.grid.size()));
    }
    std::nth_element(times.begin(), times.begin() + 30, times.end());
    return times[30];
}

void run() {
    at::set_num_threads(1);
    const auto model = std::make_shared<NoModel>();
    Sampling sampling;
    sampling.guider = make_cfg(model, prompt(1), prompt(0), 7.5);
    sampling.noise = make_noise(NoiseKind::philox, 1);
    sampling.x = sampling.noise->draw({1, 4, 8, 8}, {0});
    const std::pair<const char*, std::shared_ptr<const Stepper>> steppers[] = {
        {"ddpm", make_ddpm()}, {"ddim", make_ddim()}, {"pndm", make_pndm()}, {"euler", make_euler()}, {"euler ancestral", make_euler_ancestral()},
        {"heun", make_heun()}, {"dpmpp 2m", make_dpmpp()}, {"dpmpp 2m sde", make_dpmpp({.eta = 1})}};
    const auto sigmas = make_sigmas(SigmaGrid::karras, model->schedule(), 50);
    std::printf("%-18s %14s %22s %16s\n", "sampler", "us per step", "us with step keys", "us with trace");
    NoSteps keys;
    Trace trace;
    for (const auto& [name, stepper] : steppers) {
        sampling.stepper = stepper;
        sampling.grid = sigma_grid(model->schedule(), sigmas);
        const double bare = microseconds_per_step(sampling, nullptr);
        std::printf("%-18s %14.1f %22.1f %16.1f\n", name, bare, microseconds_per_step(sampling, &keys), microseconds_per_step(sampling, nullptr, &trace));
    }
}

}  // namespace
}  // namespace noiseloom

int main() { noiseloom::run(); }
