// What guidance costs on the embedded model, one thread: a step of each kind as a multiple of the model's call for one prompt, and a
// sweep of the last 40 % of a scale's curve as a part of the same runs without shared steps. Medians; the ratios are what counts.
#include <algorithm>
#include <cstdio>
#include <functional>
#include <map>

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include "clip_guidance/clip_picture_loss.h"
#include "diffusion/grids.h"
#include "diffusion/guiders.h"
#include "diffusion/sampler.h"
#include "diffusion/steppers.h"
#include "diffusion/stopwatch.h"
#include "models/class_criterion.h"
#include "models/load.h"

namespace noiseloom {
namespace {

const std::filesystem::path pack = NOISELOOM_SOURCE_DIR "/resources/noiseloom-pack";

class KeptSteps final : public StepStore {
  public:
    Value find(const Key& key) override {
        const auto found = kept_.find(key);
        return found == kept_.end() ? Value() : found->second;
    }
    void keep(const Key& key, Value state, double) override { kept_[key] = std::move(state); }

  private:
    std::map<Key, Value> kept_;
};

double median(int repeats, const std::function<void()>& work) {
    std::vector<double> times;
    work();
    for (int i = 0; i < repeats; ++i) {
        const Stopwatch watch(at::kCPU);
        work();
        times.push_back(watch.seconds());
    }
    std::nth_element(times.begin(), times.begin() + repeats / 2, times.end());
    return times[static_cast<std::size_t>(repeats / 2)];
}

std::shared_ptr<const Conditioning> prompt(std::uint64_t seed) {
    auto made = std::make_shared<Conditioning>();
    made->context = at::randn({1, 32, 128}, at::detail::createCPUGenerator(seed));
    made->identify();
    return made;
}

class GuidanceBench {
  public:
    GuidanceBench() : model_(load_model(pack, {}).or_throw()), positive_(prompt(1)), negative_(prompt(2)) {}

    void steps() const {
        const auto plain = make_conditional(model_.denoiser, positive_);
        const double alone = seconds_per_step(plain, nullptr);
        const auto cfg = make_cfg(model_.denoiser, positive_, negative_, 5.0);
        const ClipModel clip = load_clip_model(pack / "clip", pack / "clip", {}).or_throw();
        ClipPictureLossSettings to_text;
        to_text.targets = {{clip.texts({"a red house"}), 1}};
        to_text.cutouts.count = 8;
        const auto classifier = make_class_criterion(load_classifier(pack / "classifier", {}).or_throw(), {{0, 1}});
        const std::pair<const char*, std::shared_ptr<const Guider>> guiders[] = {
            {"cfg, both in one batch", cfg},
            {"cfg at scale 1", make_cfg(model_.denoiser, positive_, negative_, 1.0)},
            {"cfg in half of the steps", make_interval(cfg, {0, 0.5})},
            {"cfg and classifier", make_gradient(cfg, classifier, 2.0)},
            {"cfg and CLIP, 8 cutouts", make_estimate_gradient(cfg, make_clip_picture_loss(clip, model_.autoencoder, to_text), 10.0)},
            {"cfg and CLIP through the model", make_estimate_gradient(cfg, make_clip_picture_loss(clip, model_.autoencoder, to_text), 10.0, EstimatePath::network)}};
        std::printf("%-32s %8.2f ms a step\n", "prompt alone", alone * 1e3);
        for (const auto& [name, guider] : guiders) {
            const double seconds = seconds_per_step(guider, nullptr);
            std::printf("%-32s %8.2f ms a step, %.2f of it\n", name, seconds * 1e3, seconds / alone);
        }
        Trace trace;
        std::vector<double> ratios;   // of neighbours in time, so that the machine's moods cancel
        for (int i = 0; i < 9; ++i) ratios.push_back(seconds_per_step(cfg, &trace) / seconds_per_step(cfg, nullptr));
        std::nth_element(ratios.begin(), ratios.begin() + 4, ratios.end());
        std::printf("%-32s %8.3f of the same untraced\n", "cfg, traced", ratios[4]);
    }

    // 30 steps, 8 curves that are one until 60 % of the way.
    void sweep() const {
        const auto runs = [&](bool shares) {
            KeptSteps kept;
            for (int i = 0; i < 8; ++i) {
                const auto curve = Curve::from_knots({{0, 4.0}, {0.6, 4.0}, {1, 1.0 + i}}).or_throw();
                SampleObserver observer;
                if (shares) observer.steps = &kept;
                sample(sampling(make_cfg(model_.denoiser, positive_, negative_, curve), 30), observer, {});
            }
        };
        const double fresh = median(3, [&] { runs(false); });
        std::printf("%-32s %8.2f of %.1f s for 8 fresh runs\n", "sweep of the last 40 %", median(3, [&] { runs(true); }) / fresh, fresh);
    }

  private:
    Sampling sampling(std::shared_ptr<const Guider> guider, int steps) const {
        Sampling made;
        made.grid = sigma_grid(model_.denoiser->schedule(), make_sigmas(SigmaGrid::karras, model_.denoiser->schedule(), steps));
        made.noise = make_noise(NoiseKind::philox, 1);
        made.x = made.noise->draw({1, model_.denoiser->format().channels, 16, 16}, {}) * made.grid.front().from.norm();
        made.guider = std::move(guider);
        made.stepper = make_dpmpp();
        return made;
    }

    double seconds_per_step(const std::shared_ptr<const Guider>& guider, Trace* trace) const {
        constexpr int steps = 10;
        SampleObserver observer;
        observer.trace = trace;
        return median(7, [&] { sample(sampling(guider, steps), observer, {}); }) / steps;
    }

    LoadedModel model_;
    std::shared_ptr<const Conditioning> positive_, negative_;
};

}  // namespace
}  // namespace noiseloom

int main() {
    at::set_num_threads(1);
    const noiseloom::GuidanceBench bench;
    bench.steps();
    bench.sweep();
}
