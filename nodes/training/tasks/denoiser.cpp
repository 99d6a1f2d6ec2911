// A denoiser of any architecture (models/network.h), on latents of a frozen autoencoder or on pixels: jointly conditional and unconditional
// by dropping the condition, a caption or a class, with probability p_uncond (conditions.h).
//
// With `learned_variance` the network answers ε and the variance's v (learned_variance.h). With an SDE for its noise it is trained by score
// matching in continuous time (score_matching.h).
//
// The data may come in stages, easy scenes first: { "until": 0.3, "scenes": ... } holds for the first 30 % of the run.
#include "training/tasks/tasks.h"

#include <ATen/ATen.h>

#include "diffusion/prediction.h"
#include "models/load.h"
#include "models/network.h"
#include "training/conditions.h"
#include "training/export.h"
#include "training/initial.h"
#include "training/latent_data.h"
#include "training/learned_variance.h"
#include "training/losses.h"
#include "training/noise_levels.h"
#include "training/pictures.h"
#include "training/random.h"
#include "training/score_matching.h"

namespace noiseloom {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t shown = 16;   // sampled pictures of a report
constexpr int sample_steps = 20;
constexpr std::uint64_t meter_seed = 77;

// What begins as zeros, so that residual blocks begin as the identity and the network answers 0.
std::vector<std::string> zeros_of(const Json& model) {
    const bool is_adm = model.value("_class_name", Json()) == "UNetModel";
    if (is_adm) return {"out_layers.3.weight", "out_layers.3.bias", "proj_out.weight", "proj_out.bias", "out.2.weight", "out.2.bias"};
    return {"conv2.weight", "proj_out.weight", "conv_out.weight"};
}

struct DataStage {
    double until = 1;   // part of the run
    std::shared_ptr<const LatentData> latents;
};

class DenoiserTask : public Task {
  public:
    DenoiserTask(Settings& settings, const TaskContext& context) : context_(context), noise_(read_noise(settings)) {
        if (settings.has("autoencoder")) {
            autoencoder_folder_ = settings.needed_path("autoencoder");
            autoencoder_ = load_autoencoder(autoencoder_folder_, {context.placement.device.str(), "fp32"}).or_throw();
        }
        side_ = static_cast<int>(settings.whole("size", 128, 8, 4096));
        gamma_ = settings.real("min_snr_gamma", 0, 0, 1000);
        sample_scale_ = settings.real("sample_scale", 3, 0, 100);
        if (settings.has("max_shard_mb")) largest_file_ = static_cast<std::uint64_t>(settings.whole("max_shard_mb", 1, 1, 1'000'000)) * 1'000'000;
        meter_count_ = settings.whole("meter_pictures", 32, 1, 1024);
        config_ = settings.any("model");
        if (!config_.is_object()) settings.refuse("model", "is not an object", "It holds the configuration of a network: a diffusers UNet2DConditionModel, for example.");
        learns_variance_ = settings.flag("learned_variance", false);
        if (learns_variance_ && (noise_.prediction != Prediction::epsilon || noise_.levels.is_continuous()))
            settings.refuse("learned_variance", "needs the prediction type epsilon and discrete time");
        is_likelihood_ = settings.flag("likelihood_weighting", false);
        if (is_likelihood_ && !noise_.sde) settings.refuse("likelihood_weighting", "needs an SDE for its noise", "Set 'sde' in 'scheduler'.");
        if (noise_.sde && gamma_ > 0) settings.refuse("min_snr_gamma", "is no weight of score matching");

        auto stages = settings.sections("data");
        std::vector<std::shared_ptr<const DataSet>> data;
        for (auto& stage : stages) {
            stages_.push_back({stage.real("until", 1, 0, 1), nullptr});
            data.push_back(make_data(stage));
        }
        if (stages_.back().until != 1) settings.refuse("data", "must end with a stage 'until' 1");
        conditions_.emplace(settings, context, data, config_);

        frozen_ = read_frozen(settings);
        put_initial(settings, state_);
        state_.make_missing(pytorch_defaults(context.seed, zeros_of(config_)));
        network_ = network(state_);
        check_initial(settings, state_);
        check_network(settings);
        for (std::size_t i = 0; i < data.size(); ++i) stages_[i].latents = std::make_shared<LatentData>(data[i], autoencoder_, side_, context);
    }

    const StateDict& weights() const override { return state_; }
    std::vector<std::string> frozen() const override { return frozen_; }

    Batch batch(const Stretch& stretch) const override {
        const LatentData& latents = stage(stretch.part);
        std::vector<std::int64_t> items;
        std::vector<Asked> asked;
        std::vector<float> a, s, t;
        std::vector<at::Tensor> noises;
        for (std::int64_t i = 0; i < stretch.count; ++i) {
            const std::int64_t position = stretch.first + i;
            const std::uint64_t address = mixed({context_.seed, 3, static_cast<std::uint64_t>(position)});
            Draws draws(address);
            items.push_back(shuffled(position, latents.data().size(), context_.seed));
            const bool is_dropped = draws.uniform() < conditions_->p_uncond();
            asked.push_back(is_dropped ? Asked{} : conditions_->right(latents.data(), items.back(), address, false));
            const double uniform = draws.uniform(), normal = draws.normal();
            const Level level = noise_.levels.level(uniform, normal);
            a.push_back(static_cast<float>(level.a));
            s.push_back(static_cast<float>(level.s));
            t.push_back(static_cast<float>(level.t));
            noises.push_back(draws.normal(row_shape()));
        }
        Batch batch{{"x0", latents.rows(items)}, {"noise", at::stack(noises)}, {"a", at::tensor(a)}, {"s", at::tensor(s)}, {"t", at::tensor(t)}};
        conditions_->put(batch, asked);
        return batch;
    }

    at::Tensor loss(const Batch& batch, const Stretch&, Metrics& metrics) const override {
        at::Tensor bound;
        at::Tensor losses = row_losses(*network_, batch, true, &bound);
        if (bound.defined()) {
            metrics["vlb"] = bound.mean().item<double>();
            losses = losses + noise_.schedule.train_steps() / 1000.0 * bound;
        }
        if (const auto dropped = conditions_->dropped(batch)) metrics["dropped"] = *dropped;
        return losses.mean();
    }

    // Samples of held-out captions or classes, and the meter that tells whether the network reads them: the loss with the right one
    // and by what part it is higher with one that is wrong in one attribute.
    Report report(const StateDict& weights) const override {
        const auto network = this->network(weights);
        Report report;
        report.pictures["samples"] = sheet(samples(*network), 4);
        for (const double u : {0.2, 0.35, 0.5, 0.7}) {
            const std::string at = "t" + std::to_string(static_cast<int>(u * 1000)) + "_";
            const double right = meter(*network, u, "");
            report.metrics[at + "right"] = right;
            for (const char* kind : {"kind", "colour", "position", "background", "class"})
                if (const double wrong = meter(*network, u, kind); wrong > 0) report.metrics[at + "wrong_" + kind] = wrong / right - 1;
        }
        return report;
    }

    // A whole model in the diffusers layout, with the frozen parts.
    void write(const StateDict& weights, const fs::path& folder) const override {
        write_model_part(folder / "unet", "diffusion_pytorch_model", config_, weights, largest_file_);
        make_folders(folder / "scheduler");
        write_json(folder / "scheduler" / "scheduler_config.json", noise_.scheduler);
        const bool is_diffusers = !keeps_original_names(config_);
        const std::string pipeline = is_diffusers && conditions_->know_nothing() ? "StableDiffusionPipeline" : "NoiseloomPipeline";
        Json index{{"_class_name", pipeline},
                   {"unet", {is_diffusers ? "diffusers" : "noiseloom", config_.value("_class_name", "UNet2DConditionModel")}},
                   {"scheduler", {"diffusers", noise_.scheduler.value("_class_name", "DDIMScheduler")}},
                   {"safety_checker", {nullptr, nullptr}}, {"feature_extractor", {nullptr, nullptr}}, {"requires_safety_checker", false}};
        conditions_->write(folder, index);
        if (autoencoder_) {
            copy_model_part(autoencoder_folder_, folder / "vae");
            index["vae"] = {"diffusers", "AutoencoderTiny"};
        }
        write_json(folder / "model_index.json", index);
    }

  private:
    std::shared_ptr<const TrainableNetwork> network(const StateDict& state) const {
        return make_network(Weights(state, context_.placement), config_, Key{});
    }

    void check_network(const Settings& settings) const {
        const NetworkShape shape = network_->shape();
        const int channels = autoencoder_ ? autoencoder_->format().channels : 3, answers = learns_variance_ ? 2 * channels : channels;
        if (shape.in_channels != channels || shape.out_channels != answers)
            settings.refuse("model.in_channels", "and 'out_channels' must be " + std::to_string(channels) + " and " + std::to_string(answers));
        if (config_.value("addition_embed_type", Json()) == "text_time") settings.refuse("model.addition_embed_type", "must be absent or \"text\"");
        conditions_->check(settings, shape);
    }

    const LatentData& stage(double part) const {
        for (const auto& one : stages_)
            if (part < one.until) return *one.latents;
        return *stages_.back().latents;
    }

    std::vector<std::int64_t> row_shape() const {
        const std::int64_t side = autoencoder_ ? side_ / autoencoder_->format().factor : side_;
        return {network_->shape().in_channels, side, side};
    }

    at::Tensor answer(const TrainableNetwork& network, const at::Tensor& x, const at::Tensor& t, const Batch& asked) const {
        TrainableNetwork::Rows rows{enter(x, context_.placement), t, {}, {}, {}, {}};
        conditions_->tell(rows, asked);
        return network.forward(rows, context_.cancel).to(at::kFloat);
    }

    // [N], weighted as it is trained or plainly; and the variational bound's terms, where the variance is learnt and they are wanted.
    at::Tensor row_losses(const TrainableNetwork& network, const Batch& batch, bool is_weighted, at::Tensor* bound = nullptr) const {
        const auto here = [&](const char* name) { return batch.at(name).to(context_.placement.device); };
        const at::Tensor x0 = here("x0"), noise = here("noise"), a = here("a"), s = here("s"), t = here("t");
        const at::Tensor x = enter(noisy(x0, noise, a, s), context_.placement);
        const at::Tensor all = answer(network, x, t, batch), output = all.narrow(1, 0, x0.size(1));
        if (learns_variance_ && bound)
            *bound = variational_bound(reverse_steps(noise_.schedule, t), t, x0, x, output, all.narrow(1, x0.size(1), x0.size(1)));
        if (!noise_.sde) return denoising_losses(noise_.prediction, output, x0, noise, a, s, is_weighted ? gamma_ : 0);
        const at::Tensor time = t / Sde::time_scale;
        return score_matching_losses(*noise_.sde, score_of(*noise_.sde, output, time), noise, time, is_weighted && is_likelihood_);
    }

    // The mean loss at level u over held-out pictures of the last stage, with conditions that are wrong about `kind`; 0 if there are none.
    double meter(const TrainableNetwork& network, double u, const std::string& kind) const {
        const LatentData& latents = *stages_.back().latents;
        const auto items = held_out_items(latents.data(), 0, meter_count_);
        std::vector<Asked> asked;
        for (const auto item : items) {
            const auto draw = static_cast<std::uint64_t>(item);
            const auto one = kind.empty() ? conditions_->right(latents.data(), item, draw, true) : conditions_->wrong(latents.data(), item, draw, kind);
            if (!one) return 0;
            asked.push_back(*one);
        }
        const Level level = noise_.levels.at(u);
        const auto all = [&](double value) { return at::full({meter_count_}, value, at::kFloat); };
        std::vector<std::int64_t> shape = row_shape();
        shape.insert(shape.begin(), meter_count_);
        Batch batch{{"x0", latents.held_out(0, meter_count_)}, {"noise", Draws(meter_seed).normal(shape)}, {"a", all(level.a)}, {"s", all(level.s)},
                    {"t", all(level.t)}};
        conditions_->put(batch, asked);
        return row_losses(network, batch, false).mean().item<double>();
    }

    // DDIM, a condition a row, with classifier-free guidance where the network knows what nothing is.
    at::Tensor samples(const TrainableNetwork& network) const {
        const DataSet& data = stages_.back().latents->data();
        std::vector<Asked> asked;
        for (const auto item : held_out_items(data, 0, shown)) asked.push_back(conditions_->right(data, item, static_cast<std::uint64_t>(item), true));
        const bool is_guided = conditions_->know_nothing();
        if (is_guided) asked.resize(2 * shown);   // the second half asks for nothing
        Batch batch;
        conditions_->put(batch, asked);
        std::vector<std::int64_t> shape = row_shape();
        shape.insert(shape.begin(), shown);
        at::Tensor x = Draws(meter_seed).normal(shape).to(context_.placement.device);
        for (int k = 0; k < sample_steps; ++k) {
            const auto part = [&](int done) { return 1.0 - static_cast<double>(done) / sample_steps; };
            const Level from = noise_.levels.at(part(k) - 1e-6), to = k + 1 < sample_steps ? noise_.levels.at(part(k + 1) - 1e-6) : Level{1, 0, 0};
            const at::Tensor t = at::full({1}, from.t, x.options());
            at::Tensor output = answer(network, is_guided ? at::cat({x, x}) : x, t, batch).narrow(1, 0, x.size(1));
            if (is_guided) {
                const auto halves = output.chunk(2);
                output = halves[1] + sample_scale_ * (halves[0] - halves[1]);
            }
            const at::Tensor x0 = x0_from(noise_.prediction, output, x, from), noise = epsilon_from_x0(x0, x, from);
            x = to.a * x0 + to.s * noise;
        }
        return autoencoder_ ? autoencoder_->decode(x, context_.cancel) : x;
    }

    TaskContext context_;
    TrainedNoise noise_;
    fs::path autoencoder_folder_;
    std::shared_ptr<const Autoencoder> autoencoder_;   // null: pixels
    int side_ = 128;
    bool learns_variance_ = false, is_likelihood_ = false;
    double gamma_ = 0, sample_scale_ = 3;
    std::int64_t meter_count_ = 32;
    std::uint64_t largest_file_ = std::numeric_limits<std::uint64_t>::max();
    std::optional<Conditions> conditions_;
    std::vector<std::string> frozen_;
    Json config_;
    StateDict state_{"the network"};
    std::shared_ptr<const TrainableNetwork> network_;
    std::vector<DataStage> stages_;
};

}  // namespace

std::unique_ptr<Task> make_denoiser_task(Settings& settings, const TaskContext& context) {
    return std::make_unique<DenoiserTask>(settings, context);
}

}  // namespace noiseloom
