#include "diffusion/sampler.h"

#include <chrono>
#include <cmath>
#include <optional>

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "diffusion/tensor_key.h"

namespace noiseloom {
namespace {

Level level_for(const Level& level, Coordinates coordinates) {
    if (coordinates == Coordinates::ve && level.a == 0)
        throw Failure({Code::bad_workflow, "this sampler cannot start from pure noise (zero terminal SNR)",
                       "Choose DDIM, DDPM or DPM++ 2M, or a schedule whose last noise level is finite.", "", "", ""});
    return level.in(coordinates);
}

// x of one level in the coordinates of another description of the same level.
at::Tensor moved(const at::Tensor& x, const Level& from, const Level& to) {
    const double ratio = to.a > 0 ? to.a / from.a : to.s / from.s;
    return ratio == 1 ? x : x.mul(ratio);
}

void check_finite(const at::Tensor& x, const Guided& guided, int k, int count) {
    // One reduction: a NaN or an infinity anywhere makes the sum one.
    if (std::isfinite(x.sum().item<float>())) return;
    const std::string step = std::to_string(k + 1) + " of " + std::to_string(count);
    const bool is_guided = !guided.terms.empty() || guided.shift.defined();
    throw Failure({Code::bad_workflow, "the picture became NaN or infinite at step " + step,
                   std::string(is_guided ? "Lower the guidance scale" : "Take more steps") + ", or run the model in a wider number format (fp32 or bf16).", "", "", ""});
}

// One run: the parts that stay the same from step to step.
class Loop {
  public:
    Loop(const Sampling& sampling, const SampleObserver& observer, const Cancel& cancel)
        : sampling_(sampling), observer_(observer), cancel_(cancel) {
        if (sampling.grid.empty()) return;
        const Coordinates coordinates = sampling.stepper->coordinates();
        for (const GridStep& step : sampling.grid) grid_.push_back({level_for(step.from, coordinates), level_for(step.to, coordinates)});
        grid_ = sampling.stepper->steps(grid_, sampling.guider->model()->schedule());
        count_ = static_cast<int>(grid_.size());
        int ordinal = sampling.first_ordinal;
        for (const GridStep& step : grid_) {
            ordinals_.push_back(ordinal);
            ordinal += sampling.stepper->draws(step, count_);
        }
    }

    at::Tensor run() {
        if (count_ == 0) return sampling_.x;
        SamplerState state{moved(sampling_.x, sampling_.grid.front().from, grid_.front().from)};
        std::vector<Key> keys;
        if (observer_.steps) {
            keys = step_keys(state.x);
            if (observer_.steps->rehearses(keys)) return stand_in(keys.back());
            for (int k = count_; k > 0; --k) {
                const Value kept = observer_.steps->find(keys[static_cast<std::size_t>(k)]);
                if (!kept || (observer_.trace && !kept.as<SamplerState>().trace)) continue;
                state = kept.as<SamplerState>();
                break;
            }
        }
        for (int k = state.k; k < count_; ++k) {
            const auto start = std::chrono::steady_clock::now();
            Guided guided;
            StepRecord record;
            SamplerState next = step(state, k, guided, record);
            const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
            if (observer_.trace) next.trace = traced(record, state, spent.count());
            state = std::move(next);
            if (observer_.steps)
                observer_.steps->keep(keys[static_cast<std::size_t>(k) + 1], Value::of<SamplerState>(state), spent.count());
            if (observer_.on_step) observer_.on_step(k, count_, state, guided);
        }
        if (observer_.trace) *observer_.trace = trace_of(state.trace.get());
        return moved(state.x, grid_.back().to, sampling_.grid.back().to);
    }

  private:
    // For the trace: the step's first evaluation, and what all of them asked.
    struct StepRecord {
        std::optional<Guided> first;
        StepInfo info;
        std::vector<ModelCall> asked;
    };

    std::shared_ptr<const TraceLink> traced(const StepRecord& record, const SamplerState& before, double seconds) const {
        if (!record.first) return before.trace;   // the stepper asked for nothing
        TraceStep step = make_trace_step(*record.first, record.info, record.asked, seconds);
        step.memory = before.guider;
        if (sampling_.guider->model()->format().factor > 1) step.clipped.reset();   // latents have no bounds
        return std::make_shared<const TraceLink>(TraceLink{std::move(step), before.trace});
    }

    SamplerState step(const SamplerState& state, int k, Guided& guided, StepRecord& record) const {
        const auto index = static_cast<std::size_t>(k);
        const GridStep& levels = grid_[index];
        GuiderState memory = state.guider;
        const Model model = [&](const at::Tensor& x, const Level& at) {
            const StepInfo info{k, count_, at, levels.to};
            guided = evaluate(*sampling_.guider, x, info, memory, cancel_);
            if (observer_.trace && !record.first) record = {guided, info, {}};
            record.asked.insert(record.asked.end(), guided.asked.begin(), guided.asked.end());
            if (guided.renoise.defined() && !sampling_.stepper->renoises_apart())
                throw Failure({Code::bad_workflow, "this sampler cannot add another noise than that of the guided estimate, which CFG++ wants",
                               "Choose DDIM, Euler or Euler a.", "", "", ""});
            return guided;
        };
        const StepNoise noise = [&](int draw, const Level& from, const Level& to) {
            return sampling_.noise->draw(state.x.sizes(), {ordinals_[index] + draw, from.sigma(), to.sigma()}).to(state.x.device());
        };
        const Denoiser& denoiser = *sampling_.guider->model();
        const StepContext context{model, levels, k, count_, denoiser.schedule(), denoiser.prediction(), noise};
        SamplerState next = sampling_.stepper->step(state, context);
        if (sampling_.constraint) next.x = sampling_.constraint->apply(next.x, levels.to, k + 1 == count_);
        check_finite(next.x, guided, k, count_);
        next.guider = std::move(memory);
        next.k = k + 1;
        return next;
    }

    // Noise in place of a result: what is made of it has keys that differ where those of the result would.
    at::Tensor stand_in(const Key& key) const {
        return make_noise(NoiseKind::philox, key.low)->draw(sampling_.x.sizes(), {}).to(sampling_.x.device());
    }

    // keys[k] names the state after k steps.
    std::vector<Key> step_keys(const at::Tensor& x) const {
        KeyBuilder first("sampler start");
        add_tensor(first, x);
        std::vector<Key> keys{first.add(device_name(x)).key()};
        for (int k = 0; k < count_; ++k) {
            const GridStep& levels = grid_[static_cast<std::size_t>(k)];
            KeyBuilder key("sampler step");
            key.add(keys.back());
            for (const Level& level : {levels.from, levels.to}) key.add(level.a).add(level.s).add(level.t);
            sampling_.stepper->digest(k, count_, key);
            sampling_.guider->digest({k, count_, levels.from, levels.to}, key);
            if (sampling_.stepper->uses_noise(levels, count_))
                key.add(sampling_.noise->identity()).add(ordinals_[static_cast<std::size_t>(k)]);
            if (sampling_.constraint) {
                sampling_.constraint->digest(key);
                key.add(k + 1 == count_);
            }
            keys.push_back(key.key());
        }
        return keys;
    }

    const Sampling& sampling_;
    const SampleObserver& observer_;
    const Cancel& cancel_;
    int count_ = 0;
    Grid grid_;                   // in the stepper's coordinates
    std::vector<int> ordinals_;   // of each step's first draw
};

}  // namespace

at::Tensor sample(const Sampling& sampling, const SampleObserver& observer, const Cancel& cancel) {
    const at::NoGradGuard no_grad;   // guiders that need gradients switch them on for themselves
    return Loop(sampling, observer, cancel).run();
}

}  // namespace noiseloom
