// A classifier that sees x at every noise level, for classifier guidance (Dhariwal and Nichol, arXiv 2105.05233,
// section 4): the sum of the heads' cross-entropies, t drawn so that low noise, where there is something to see, comes more often.
#include "training/tasks/tasks.h"

#include <ATen/ATen.h>

#include "diffusion/diffusers_scheduler.h"
#include "models/architectures/noisy_classifier.h"
#include "models/load.h"
#include "training/export.h"
#include "training/initial.h"
#include "training/latent_data.h"
#include "training/losses.h"
#include "training/noise_levels.h"
#include "training/random.h"

namespace noiseloom {
namespace {

constexpr std::uint64_t report_seed = 78;

class ClassifierTask : public Task {
  public:
    ClassifierTask(Settings& settings, const TaskContext& context)
        : context_(context),
          scheduler_json_(settings.any("scheduler")),
          levels_(settings.section("levels"), DiffusersScheduler::read(scheduler_json_.is_object() ? scheduler_json_ : Json::object()).or_throw().schedule()) {
        std::shared_ptr<const Autoencoder> autoencoder;
        if (settings.has("autoencoder"))
            autoencoder = load_autoencoder(settings.needed_path("autoencoder"), {context.placement.device.str(), "fp32"}).or_throw();
        const int side = static_cast<int>(settings.whole("size", 128, 8, 4096));
        report_count_ = settings.whole("report_pictures", 256, 1, 65536);
        clean_ = settings.flag("clean", false);
        json_ = settings.any("model");
        if (!json_.is_object()) settings.refuse("model", "is not an object", "It holds the configuration of a NoisyClassifier.");
        const auto data = make_data(settings.section("data"));
        choose_heads(settings, data->label_kinds());
        config_ = NoisyClassifierConfig::from_json(json_).or_throw();
        if (config_.in_channels != (autoencoder ? autoencoder->format().channels : 3) ||
            config_.sample_size != side / (autoencoder ? autoencoder->format().factor : 1))
            settings.refuse("model.in_channels", "and 'sample_size' do not fit what is to be classified");
        latents_ = std::make_unique<LatentData>(data, autoencoder, side, context);
        frozen_ = read_frozen(settings);
        put_initial(settings, state_);
        state_.make_missing(pytorch_defaults(context.seed, {"conv2.weight"}));
        network_ = network(state_);
        check_initial(settings, state_);
    }

    const StateDict& weights() const override { return state_; }
    std::vector<std::string> frozen() const override { return frozen_; }

    Batch batch(const Stretch& stretch) const override {
        std::vector<std::int64_t> items;
        std::vector<Level> levels;
        std::vector<at::Tensor> noises;
        for (std::int64_t i = 0; i < stretch.count; ++i) {
            const std::int64_t position = stretch.first + i;
            Draws draws(mixed({context_.seed, 4, static_cast<std::uint64_t>(position)}));
            items.push_back(shuffled(position, latents_->data().size(), context_.seed));
            const double uniform = draws.uniform(), normal = draws.normal();
            levels.push_back(clean_ ? Level{} : levels_.level(uniform, normal));
            noises.push_back(draws.normal({config_.in_channels, config_.sample_size, config_.sample_size}));
        }
        return make(latents_->rows(items), at::stack(noises), levels, items);
    }

    at::Tensor loss(const Batch& batch, const Stretch&, Metrics& metrics) const override {
        const auto logits = this->logits(*network_, batch);
        const at::Tensor labels = batch.at("labels").to(context_.placement.device);
        at::Tensor sum = at::zeros({}, logits.front().options());
        for (std::size_t i = 0; i < logits.size(); ++i) {
            const at::Tensor right = labels.select(1, kinds_[i]);
            sum = sum + at::cross_entropy_loss(logits[i], right);
            metrics["right_" + config_.heads[i].name] = logits[i].argmax(1).eq(right).to(at::kFloat).mean().item<double>();
        }
        return sum;
    }

    // The share of held-out pictures that each head is right about, at four noise levels.
    Report report(const StateDict& weights) const override {
        const auto network = this->network(weights);
        std::vector<std::int64_t> shape{report_count_, config_.in_channels, config_.sample_size, config_.sample_size};
        const auto items = held_out_items(latents_->data(), 0, report_count_);
        const at::Tensor x0 = latents_->held_out(0, report_count_), noise = Draws(report_seed).normal(shape);
        Report report;
        for (const double u : {0.0, 0.1, 0.4, 0.6}) {
            const std::vector<Level> levels(items.size(), levels_.at(u));
            const Batch batch = make(x0, noise, levels, items);
            const auto logits = this->logits(*network, batch);
            for (std::size_t i = 0; i < logits.size(); ++i)
                report.metrics["t" + std::to_string(static_cast<int>(u * 1000)) + "_" + config_.heads[i].name] =
                    logits[i].argmax(1).cpu().eq(batch.at("labels").select(1, kinds_[i])).to(at::kFloat).mean().item<double>();
        }
        return report;
    }

    void write(const StateDict& weights, const std::filesystem::path& folder) const override {
        write_model_part(folder, "model", json_, weights);
    }

  private:
    // The heads that the configuration names, with the data's classes.
    void choose_heads(Settings& settings, const std::vector<LabelKind>& known) {
        const Json heads = json_.value("heads", Json());
        if (!heads.is_object() || heads.empty()) settings.refuse("model.heads", "is missing: an object of the labels to tell");
        for (const auto& [name, head] : heads.items()) {
            const auto found = std::find_if(known.begin(), known.end(), [&](const LabelKind& kind) { return kind.name == name; });
            if (found == known.end() || !head.is_object()) settings.refuse("model.heads." + name, "is no label of the data");
            kinds_.push_back(found - known.begin());
            json_["heads"][name]["classes"] = found->classes;
        }
    }

    std::unique_ptr<const NoisyClassifier> network(const StateDict& state) const {
        return std::make_unique<NoisyClassifier>(Weights(state, context_.placement), config_);
    }

    Batch make(const at::Tensor& x0, const at::Tensor& noise, const std::vector<Level>& levels, const std::vector<std::int64_t>& items) const {
        std::vector<float> a, s, t;
        for (const auto& level : levels) {
            a.push_back(static_cast<float>(level.a));
            s.push_back(static_cast<float>(level.s));
            t.push_back(static_cast<float>(level.t));
        }
        std::vector<at::Tensor> labels;
        for (const auto item : items) {
            const auto all = latents_->data().labels(item);
            labels.push_back(at::tensor(at::ArrayRef<std::int64_t>(all), at::kLong));
        }
        return {{"x", noisy(x0, noise, at::tensor(a), at::tensor(s))}, {"t", at::tensor(t)}, {"labels", at::stack(labels)}};
    }

    std::vector<at::Tensor> logits(const NoisyClassifier& network, const Batch& batch) const {
        return network.logits(batch.at("x").to(context_.placement.device), batch.at("t"));
    }

    TaskContext context_;
    Json scheduler_json_;
    NoiseLevels levels_;
    bool clean_ = false;   // train at t = 0 only: what a classifier that never saw noise is worth
    std::int64_t report_count_ = 256;
    std::vector<std::string> frozen_;
    Json json_;
    NoisyClassifierConfig config_;
    std::vector<std::int64_t> kinds_;   // of each head: the place of its label among the data's
    std::unique_ptr<const LatentData> latents_;
    StateDict state_{"the classifier"};
    std::unique_ptr<const NoisyClassifier> network_;
};

}  // namespace

std::unique_ptr<Task> make_classifier_task(Settings& settings, const TaskContext& context) {
    return std::make_unique<ClassifierTask>(settings, context);
}

}  // namespace noiseloom
