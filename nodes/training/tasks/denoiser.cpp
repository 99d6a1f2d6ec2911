// A text-conditional denoiser, UNet2DConditionModel, on latents of a frozen autoencoder or on pixels, with the text
// tower frozen: jointly conditional and unconditional by dropping the caption with probability p_uncond (Algorithm 1
// of arXiv 2207.12598). The empty prompt stands for no condition, in training as in sampling.
//
// With `learned_variance` the network answers ε and the variance's v (learned_variance.h).
//
// The data may come in stages, easy scenes first: { "until": 0.3, "scenes": ... } holds for the first 30 % of the run.
#include "training/tasks/tasks.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include "diffusion/diffusers_scheduler.h"
#include "diffusion/prediction.h"
#include "models/architectures/unet.h"
#include "models/load.h"
#include "training/captions.h"
#include "training/export.h"
#include "training/initial.h"
#include "training/latent_data.h"
#include "training/learned_variance.h"
#include "training/losses.h"
#include "training/noise_levels.h"
#include "training/pictures.h"
#include "training/random.h"

namespace noiseloom {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t shown = 16;   // sampled pictures of a report
constexpr int sample_steps = 20;
constexpr std::uint64_t meter_seed = 77;

struct DataStage {
    double until = 1;   // part of the run
    std::shared_ptr<const LatentData> latents;
};

class DenoiserTask : public Task {
  public:
    DenoiserTask(Settings& settings, const TaskContext& context)
        : context_(context),
          text_folder_(settings.needed_path("text")),
          tokenizer_(Tokenizer::load(text_folder_ / "tokenizer").or_throw()),
          scheduler_json_(settings.any("scheduler")),
          scheduler_(DiffusersScheduler::read(scheduler_json_.is_object() ? scheduler_json_ : Json::object()).or_throw()),
          levels_(settings.section("levels"), scheduler_.schedule()) {
        const Compute compute{context.placement.device.str(), "fp32"};
        text_ = load_clip_text(text_folder_ / "text_encoder", compute).or_throw();
        if (settings.has("autoencoder")) {
            autoencoder_folder_ = settings.needed_path("autoencoder");
            autoencoder_ = load_autoencoder(autoencoder_folder_, compute).or_throw();
        }
        side_ = static_cast<int>(settings.whole("size", 128, 8, 4096));
        p_uncond_ = settings.real("p_uncond", 0.1, 0, 1);
        gamma_ = settings.real("min_snr_gamma", 0, 0, 1000);
        sample_scale_ = settings.real("sample_scale", 3, 0, 100);
        meter_count_ = settings.whole("meter_pictures", 32, 1, 1024);
        config_ = settings.any("model");
        if (!config_.is_object()) settings.refuse("model", "is not an object", "It holds the configuration of a diffusers UNet2DConditionModel.");
        unet_config_ = UnetConfig::from_json(config_).or_throw();
        const int channels = autoencoder_ ? autoencoder_->format().channels : 3;
        learns_variance_ = settings.flag("learned_variance", false);
        if (learns_variance_ && (scheduler_.prediction() != Prediction::epsilon || levels_.is_continuous()))
            settings.refuse("learned_variance", "needs the prediction type epsilon and discrete time");
        const int answers = learns_variance_ ? 2 * channels : channels;
        if (unet_config_.in_channels != channels || unet_config_.out_channels != answers)
            settings.refuse("model.in_channels", "and 'out_channels' must be " + std::to_string(channels) + " and " + std::to_string(answers));
        if (unet_config_.context_width != text_->config().width)
            settings.refuse("model.cross_attention_dim", "must be " + std::to_string(text_->config().width) + ", as wide as the text states");
        if (unet_config_.added_width > 0) settings.refuse("model.addition_embed_type", "must be absent or \"text\"");
        frozen_ = read_frozen(settings);
        put_initial(settings, state_);
        state_.make_missing(pytorch_defaults(context.seed, {"conv2.weight", "proj_out.weight", "conv_out.weight"}));
        unet_ = unet(state_);
        check_initial(settings, state_);
        for (auto& stage : settings.sections("data")) {
            const double until = stage.real("until", 1, 0, 1);
            const auto data = make_data(stage);
            stages_.push_back({until, std::make_shared<LatentData>(data, autoencoder_, side_, context)});
        }
        if (stages_.back().until != 1) settings.refuse("data", "must end with a stage 'until' 1");
    }

    const StateDict& weights() const override { return state_; }
    std::vector<std::string> frozen() const override { return frozen_; }

    Batch batch(const Stretch& stretch) const override {
        const LatentData& latents = stage(stretch.part);
        std::vector<std::int64_t> items;
        std::vector<std::string> captions;
        std::vector<float> a, s, t;
        std::vector<at::Tensor> noises;
        for (std::int64_t i = 0; i < stretch.count; ++i) {
            const std::int64_t position = stretch.first + i;
            const std::uint64_t address = mixed({context_.seed, 3, static_cast<std::uint64_t>(position)});
            Draws draws(address);
            items.push_back(shuffled(position, latents.data().size(), context_.seed));
            const bool is_dropped = draws.uniform() < p_uncond_;
            captions.push_back(is_dropped ? "" : latents.data().caption(items.back(), address));
            const double uniform = draws.uniform(), normal = draws.normal();
            const Level level = levels_.level(uniform, normal);
            a.push_back(static_cast<float>(level.a));
            s.push_back(static_cast<float>(level.s));
            t.push_back(static_cast<float>(level.t));
            noises.push_back(draws.normal(row_shape()));
        }
        return {{"x0", latents.rows(items)}, {"noise", at::stack(noises)}, {"a", at::tensor(a)}, {"s", at::tensor(s)}, {"t", at::tensor(t)},
                {"ids", ids(captions)}};
    }

    at::Tensor loss(const Batch& batch, const Stretch&, Metrics& metrics) const override {
        at::Tensor bound;
        at::Tensor losses = row_losses(*unet_, batch, gamma_, &bound);
        if (bound.defined()) {
            metrics["vlb"] = bound.mean().item<double>();
            losses = losses + scheduler_.schedule().train_steps() / 1000.0 * bound;
        }
        metrics["dropped"] = batch.at("ids").select(1, 1).eq(tokenizer_.end()).to(at::kFloat).mean().item<double>();
        return losses.mean();
    }

    // Samples of held-out captions, and the meter that tells whether the network reads the words: the loss with the right caption
    // and by what part it is higher with one that is wrong in one attribute.
    Report report(const StateDict& weights) const override {
        const auto network = unet(weights);
        Report report;
        report.pictures["samples"] = sheet(samples(*network), 4);
        for (const double u : {0.2, 0.35, 0.5, 0.7}) {
            const std::string at = "t" + std::to_string(static_cast<int>(u * 1000)) + "_";
            const double right = meter(*network, u, "");
            report.metrics[at + "right"] = right;
            for (const char* kind : {"kind", "colour", "position", "background"})
                if (const double wrong = meter(*network, u, kind); wrong > 0) report.metrics[at + "wrong_" + kind] = wrong / right - 1;
        }
        return report;
    }

    // A whole model in the diffusers layout, with the frozen parts.
    void write(const StateDict& weights, const fs::path& folder) const override {
        write_model_part(folder / "unet", "diffusion_pytorch_model", config_, weights);
        make_folders(folder / "scheduler");
        write_json(folder / "scheduler" / "scheduler_config.json", scheduler_json_);
        const auto copy = fs::copy_options::recursive | fs::copy_options::overwrite_existing;
        fs::copy(text_folder_ / "text_encoder", folder / "text_encoder", copy);
        copy_tokenizer(text_folder_ / "tokenizer", folder / "tokenizer");
        Json index{{"_class_name", "StableDiffusionPipeline"}, {"unet", {"diffusers", "UNet2DConditionModel"}},
                   {"scheduler", {"diffusers", scheduler_json_.value("_class_name", "DDIMScheduler")}}, {"text_encoder", {"transformers", "CLIPTextModel"}},
                   {"tokenizer", {"transformers", "CLIPTokenizer"}}, {"safety_checker", {nullptr, nullptr}}, {"feature_extractor", {nullptr, nullptr}},
                   {"requires_safety_checker", false}};
        if (autoencoder_) {
            fs::copy(autoencoder_folder_, folder / "vae", copy);
            index["vae"] = {"diffusers", "AutoencoderTiny"};
        }
        write_json(folder / "model_index.json", index);
    }

  private:
    std::shared_ptr<const Unet> unet(const StateDict& state) const {
        return std::make_shared<Unet>(Weights(state, context_.placement), unet_config_, Key{});
    }

    const LatentData& stage(double part) const {
        for (const auto& one : stages_)
            if (part < one.until) return *one.latents;
        return *stages_.back().latents;
    }

    std::vector<std::int64_t> row_shape() const {
        const std::int64_t side = autoencoder_ ? side_ / autoencoder_->format().factor : side_;
        return {unet_config_.in_channels, side, side};
    }

    at::Tensor ids(const std::vector<std::string>& captions) const {
        return to_ids(tokenizer_, captions, static_cast<std::size_t>(text_->config().positions));
    }

    at::Tensor states(const at::Tensor& ids) const {
        const c10::NoGradGuard constant;
        return text_->encode(ids.to(context_.placement.device)).last;
    }

    // [N]; and the variational bound's terms, where the variance is learnt and they are wanted.
    at::Tensor row_losses(const Unet& network, const Batch& batch, double gamma, at::Tensor* bound = nullptr) const {
        const auto here = [&](const char* name) { return batch.at(name).to(context_.placement.device); };
        const at::Tensor x0 = here("x0"), noise = here("noise"), a = here("a"), s = here("s");
        const at::Tensor x = enter(noisy(x0, noise, a, s), context_.placement);
        const at::Tensor t = here("t"), all = network.forward({x, t, states(batch.at("ids")), {}, {}}, context_.cancel).to(at::kFloat);
        const at::Tensor output = all.narrow(1, 0, x0.size(1));
        if (learns_variance_ && bound)
            *bound = variational_bound(reverse_steps(scheduler_.schedule(), t), t, x0, x, output, all.narrow(1, x0.size(1), x0.size(1)));
        return denoising_losses(scheduler_.prediction(), output, x0, noise, a, s, gamma);
    }

    // The mean loss at level u over held-out pictures of the last stage, with captions that are wrong about `kind`; 0 if there are none.
    double meter(const Unet& network, double u, const std::string& kind) const {
        const LatentData& latents = *stages_.back().latents;
        const auto items = held_out_items(latents.data(), 0, meter_count_);
        std::vector<std::string> captions;
        for (const auto item : items) {
            const auto draw = static_cast<std::uint64_t>(item);
            captions.push_back(kind.empty() ? latents.data().caption(item, draw, true) : latents.data().wrong_caption(item, draw, kind, true));
            if (captions.back().empty() && !kind.empty()) return 0;
        }
        const Level level = levels_.at(u);
        const auto all = [&](double value) { return at::full({meter_count_}, value, at::kFloat); };
        std::vector<std::int64_t> shape = row_shape();
        shape.insert(shape.begin(), meter_count_);
        const Batch batch{{"x0", latents.held_out(0, meter_count_)}, {"noise", Draws(meter_seed).normal(shape)}, {"a", all(level.a)},
                          {"s", all(level.s)}, {"t", all(level.t)}, {"ids", ids(captions)}};
        return row_losses(network, batch, 0).mean().item<double>();
    }

    // DDIM with classifier-free guidance, a caption a row.
    at::Tensor samples(const Unet& network) const {
        const DataSet& data = stages_.back().latents->data();
        std::vector<std::string> captions;
        for (const auto item : held_out_items(data, 0, shown)) captions.push_back(data.caption(item, static_cast<std::uint64_t>(item), true));
        captions.resize(2 * shown);   // the second half: no caption
        const at::Tensor context = states(ids(captions));
        std::vector<std::int64_t> shape = row_shape();
        shape.insert(shape.begin(), shown);
        at::Tensor x = Draws(meter_seed).normal(shape).to(context_.placement.device);
        for (int k = 0; k < sample_steps; ++k) {
            const auto part = [&](int done) { return 1.0 - static_cast<double>(done) / sample_steps; };
            const Level from = levels_.at(part(k) - 1e-6), to = k + 1 < sample_steps ? levels_.at(part(k + 1) - 1e-6) : Level{1, 0, 0};
            const at::Tensor t = at::full({1}, from.t, x.options());
            const at::Tensor both = network.forward({enter(at::cat({x, x}), context_.placement), t, context, {}, {}}, context_.cancel).to(at::kFloat);
            const auto halves = both.narrow(1, 0, x.size(1)).chunk(2);
            const at::Tensor guided = halves[1] + sample_scale_ * (halves[0] - halves[1]);
            const at::Tensor x0 = x0_from(scheduler_.prediction(), guided, x, from), noise = epsilon_from_x0(x0, x, from);
            x = to.a * x0 + to.s * noise;
        }
        return autoencoder_ ? autoencoder_->decode(x, context_.cancel) : x;
    }

    TaskContext context_;
    fs::path text_folder_, autoencoder_folder_;
    Tokenizer tokenizer_;
    Json scheduler_json_;
    DiffusersScheduler scheduler_;
    NoiseLevels levels_;
    std::shared_ptr<const ClipText> text_;
    std::shared_ptr<const Autoencoder> autoencoder_;   // null: pixels
    int side_ = 128;
    bool learns_variance_ = false;
    double p_uncond_ = 0.1, gamma_ = 0, sample_scale_ = 3;
    std::int64_t meter_count_ = 32;
    std::vector<std::string> frozen_;
    Json config_;
    UnetConfig unet_config_;
    StateDict state_{"the UNet"};
    std::shared_ptr<const Unet> unet_;
    std::vector<DataStage> stages_;
};

}  // namespace

std::unique_ptr<Task> make_denoiser_task(Settings& settings, const TaskContext& context) {
    return std::make_unique<DenoiserTask>(settings, context);
}

}  // namespace noiseloom
