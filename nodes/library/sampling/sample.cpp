#include <algorithm>

#include <ATen/ATen.h>

#include "core/run.h"
#include "diffusion/guiders.h"
#include "diffusion/latent.h"
#include "diffusion/sampler.h"
#include "library/sampling/model_latent.h"
#include "models/model_file.h"

namespace noiseloom {
namespace {

std::shared_ptr<const NoiseSource> noise_for(const Stepper& stepper, const Grid& grid, NoiseKind kind, std::uint64_t seed) {
    if (!stepper.wants_brownian_noise() || grid.empty()) return make_noise(kind, seed);
    double low = grid.front().from.sigma();
    for (const GridStep& step : grid)
        if (step.to.s > 0) low = std::min(low, step.to.sigma());
    return make_brownian_noise(kind, seed, low, grid.front().from.sigma());
}

// x at the grid's first level: noise alone on an empty canvas (of the norm that the model was trained
// with, as diffusers and ComfyUI), else the noised latent.
at::Tensor start(const at::Tensor& latent, const at::Tensor& noise, const Level& at) {
    if (!latent.any().item<bool>()) return noise * at.norm();
    return latent * at.a + noise * at.s;
}

// Keeps no step that was made of weights which were changed while they were in use, and ends the run there.
class CheckedSteps : public StepStore {
  public:
    explicit CheckedSteps(StepStore& store) : store_(store) {}
    Value find(const Key& key) override { return store_.find(key); }
    void keep(const Key& key, Value state, double seconds) override {
        check_mapped_files().or_throw();
        store_.keep(key, std::move(state), seconds);
    }
    bool rehearses(std::span<const Key> keys) override { return store_.rehearses(keys); }

  private:
    StepStore& store_;
};

NoiseKind noise_named(const std::string& word) {
    return word == "nvidia" ? NoiseKind::nvidia : word == "torch_cpu" ? NoiseKind::torch_cpu : NoiseKind::philox;
}

}  // namespace

NodeDef sampling_sample_node() {
    NodeDef n("sampling.sample", 1);
    n.text("Sample", "Sampling", "Turns noise into a picture, step by step, as the guidance says.");
    n.keywords("ksampler denoise generate");
    In<Guider> guider = n.in<Guider>("guider").doc("What to draw, and how strongly to insist.");
    In<Stepper> sampler = n.in<Stepper>("sampler").doc("How to step.");
    In<Grid> schedule = n.in<Grid>("schedule").doc("Which noise levels to step through.");
    In<Latent> latent = n.in<Latent>("latent").doc("An empty canvas, or a picture to start from; with a mask only that part changes.");
    In<Seed> seed = n.in<Seed>("seed").value(Seed{0}).doc("Chooses the noise; the same seed gives the same picture.");
    In<Choice> noise_kind = n.in<Choice>("noise").choices({"philox", "torch_cpu", "nvidia"}).doc(
        "philox: the same on every machine and for every batch size. torch_cpu: the numbers that ComfyUI and diffusers draw on the CPU. "
        "nvidia: those that A1111 and Forge draw on NVIDIA's cards (their \"NV\" everywhere).");
    In<Choice> inpaint = n.in<Choice>("inpaint").choices({"masked", "blend"}).doc(
        "With a mask: show the model the known part at every step (k-diffusion, soft masks), or put it back after every step (diffusers).");
    Out<Latent> out = n.out<Latent>("latent").doc("The finished latents.");
    Out<Trace> traced = n.out<Trace>("trace").doc("What guidance did in every step, for the nodes of the category Trace.");
    n.walks_steps();
    n.run([=](Run& r) -> Result<void> {
        const Latent& given = r[latent];
        const Grid& grid = r[schedule];
        if (grid.empty()) {   // strength 0: nothing to do
            NL_CHECK(r.set(traced, Trace{}));
            return r.set(out, given);
        }
        const Denoiser& model = *r[guider].model();
        NL_CHECK(check_channels(given.samples, model));
        if (r[sampler].wants_pixels() && model.format().factor > 1)
            return Error{Code::bad_workflow, "this model draws latents, and the mean of their channels is not the grey that 'Known Part' knows of the picture",
                         "Choose outside_mask there, or a model that draws pixels.", "", "sampler", ""};
        const at::Device device(model.device());
        const at::Tensor samples = given.samples.to(device);
        Sampling sampling;
        sampling.guider = r.share(guider);
        sampling.stepper = r.share(sampler);
        sampling.grid = grid;
        sampling.noise = noise_for(*sampling.stepper, grid, noise_named(r[noise_kind].word), r[seed].number);
        const at::Tensor noise = sampling.noise->draw(samples.sizes(), {}).to(device);
        sampling.x = start(samples, noise, grid.front().from);
        if (given.mask.defined()) {
            const at::Tensor mask = given.mask.to(device);
            if (r[inpaint].word == "masked")
                sampling.guider = make_masked(std::move(sampling.guider), samples, mask, noise);
            else
                sampling.constraint = make_blend(samples, mask, noise);
        }
        SampleObserver observer;
        CheckedSteps steps(r.context().steps());
        observer.steps = &steps;
        Trace trace;
        observer.trace = &trace;
        observer.on_step = [&](int k, int count, const SamplerState&, const Guided& guided) {
            r.context().progress(k + 1, count);
            r.context().preview(Value::of(Latent{guided.denoised, {}}), k);
        };
        Latent made = given;
        try {
            made.samples = sample(sampling, observer, r.cancel());
        } catch (const Failure&) {
            check_mapped_files().or_throw();   // foreign weights may well give infinities: this is the reason to tell
            throw;
        }
        for (GuidanceWarning& warning : warnings(trace)) r.context().warn(std::move(warning.error));
        NL_CHECK(r.set(traced, std::move(trace)));
        return r.set(out, std::move(made));
    });
    return n;
}

}  // namespace noiseloom
