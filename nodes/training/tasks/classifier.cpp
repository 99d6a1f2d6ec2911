// A classifier that sees x at every noise level, for classifier guidance (Dhariwal and Nichol, arXiv 2105.05233, section 4): the sum of its
// questions' cross-entropies on x_t. Discrete steps, or continuous time for the score-SDE route (arXiv 2011.13456, section 5). Levels may be
// drawn so that low noise, where there is something to see, comes more often.
//
// "NoisyClassifier" answers several questions at once; "EncoderUNetModel" is guided-diffusion's and answers one, its "label".
#include "training/tasks/tasks.h"

#include <ATen/ATen.h>

#include "diffusion/random.h"
#include "models/classifier.h"
#include "training/export.h"
#include "training/initial.h"
#include "training/latent_data.h"
#include "training/losses.h"
#include "training/noise_levels.h"

namespace noiseloom {
namespace {

constexpr std::uint64_t report_seed = 78;

class ClassifierTask : public Task {
  public:
    ClassifierTask(Settings& settings, const TaskContext& context) : context_(context), noise_(read_noise(settings)) {
        const LatentSpace space = LatentSpace::read(settings, context);
        report_count_ = settings.whole("report_pictures", 256, 1, 65536);
        clean_ = settings.flag("clean", false);
        json_ = settings.any("model");
        if (!json_.is_object()) settings.refuse("model", "is not an object", "It holds the configuration of a NoisyClassifier or an EncoderUNetModel.");
        const auto data = make_data(settings.section("data"));
        if (is_adm()) choose_label(settings, *data);
        else choose_heads(settings, *data);
        json_["scheduler"] = noise_.scheduler;   // the noise that it knows
        put_initial(settings, state_, context.placement.device);
        state_.make_missing(pytorch_defaults(context.seed, context.placement.device, zero_ends(json_)));
        network_ = settings.checked("model", [&] { return network(state_); });
        check_initial(settings, state_);
        frozen_ = read_frozen(settings, state_);
        if (network_->channels() != space.channels() || network_->side() != space.row_side())
            settings.refuse("model.in_channels", "and '" + std::string(is_adm() ? "image_size" : "sample_size") + "' must be " + std::to_string(space.channels()) +
                                                     " and " + std::to_string(space.row_side()) + ", as what is to be classified");
        settings.checked("model", [&] { return network_->logits(at::zeros(space.rows(1), at::TensorOptions(context.placement.device)), at::zeros({1})); });
        context.settled(settings);   // before hours of encoding
        latents_ = std::make_unique<LatentData>(data, space, context);
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
            levels.push_back(clean_ ? Level{} : noise_.levels.level(uniform, normal));
            noises.push_back(draws.normal({network_->channels(), network_->side(), network_->side()}));
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
            metrics["right_" + network_->questions()[i].name] = logits[i].argmax(1).eq(right).to(at::kFloat).mean().item<double>();
        }
        return sum;
    }

    // The share of held-out pictures whose class is the first guess, at four noise levels; and, as guided-diffusion counts, the share whose
    // class is the first or among the first five, over levels spread through each quarter of the time.
    Report report(const StateDict& weights) const override {
        const auto network = this->network(weights);
        const auto items = held_out_items(latents_->data(), 0, report_count_);
        const at::Tensor x0 = latents_->held_out(0, report_count_), noise = Draws(report_seed).normal(x0.sizes());
        Report report;
        const auto count = [&](const std::vector<Level>& levels, const auto& name_of) {
            const Batch batch = make(x0, noise, levels, items);
            const auto logits = this->logits(*network, batch);
            for (std::size_t i = 0; i < logits.size(); ++i)
                for (const std::int64_t guesses : {1, 5}) {
                    const auto name = name_of(network->questions()[i].name, guesses);
                    if (!name.empty()) report.metrics[name] = right(logits[i].cpu(), batch.at("labels").select(1, kinds_[i]), guesses);
                }
        };
        for (const double u : {0.0, 0.1, 0.4, 0.6})
            count(std::vector<Level>(items.size(), noise_.levels.at(u)), [&](const std::string& question, std::int64_t guesses) {
                return guesses == 1 ? noise_.levels.name(u) + "_" + question : "";
            });
        for (int quarter = 0; quarter < 4; ++quarter) {
            std::vector<Level> levels;
            for (std::int64_t i = 0; i < report_count_; ++i) levels.push_back(noise_.levels.at((quarter + (static_cast<double>(i) + 0.5) / static_cast<double>(report_count_)) / 4));
            count(levels, [&](const std::string& question, std::int64_t guesses) { return question + "_acc@" + std::to_string(guesses) + "_q" + std::to_string(quarter); });
        }
        return report;
    }

    void write(const StateDict& weights, const std::filesystem::path& folder) const override {
        write_model_part(folder, "model", json_, weights);
    }

  private:
    bool is_adm() const { return json_.value("_class_name", Json()) == "EncoderUNetModel"; }

    static double right(const at::Tensor& logits, const at::Tensor& labels, std::int64_t guesses) {
        const at::Tensor best = std::get<1>(logits.topk(std::min(guesses, logits.size(1)), 1));
        return best.eq(labels.unsqueeze(1)).any(1).to(at::kFloat).mean().item<double>();
    }

    // The one question of guided-diffusion's, with the data's classes.
    void choose_label(Settings& settings, const DataSet& data) {
        const auto known = data.label_kinds();
        const Json label = json_.value("label", Json());
        const auto found = std::find_if(known.begin(), known.end(), [&](const LabelKind& kind) { return label == kind.name; });
        if (found == known.end()) settings.refuse("model.label", label.is_null() ? "is missing: what is to be told" : "is no label of the data", data.why_no_labels());
        kinds_.push_back(found - known.begin());
        json_["classes"] = found->classes;
        json_["out_channels"] = found->classes.size();
    }

    // The heads that the configuration names, with the data's classes.
    void choose_heads(Settings& settings, const DataSet& data) {
        const auto known = data.label_kinds();
        const Json heads = json_.value("heads", Json());
        if (!heads.is_object() || heads.empty()) settings.refuse("model.heads", "is missing: an object of the labels to tell");
        for (const auto& [name, head] : heads.items()) {
            const auto found = std::find_if(known.begin(), known.end(), [&](const LabelKind& kind) { return kind.name == name; });
            if (found == known.end() || !head.is_object()) settings.refuse("model.heads." + name, "is no label of the data", data.why_no_labels());
            kinds_.push_back(found - known.begin());
            json_["heads"][name]["classes"] = found->classes;
        }
    }

    std::shared_ptr<const Classifier> network(const StateDict& state) const { return make_classifier(Weights(state, context_.placement), json_); }

    Batch make(const at::Tensor& x0, const at::Tensor& noise, const std::vector<Level>& levels, const std::vector<std::int64_t>& items) const {
        Batch batch;
        put_levels(batch, levels);
        std::vector<at::Tensor> labels;
        for (const auto item : items) {
            const auto all = latents_->data().labels(item);
            labels.push_back(at::tensor(at::ArrayRef<std::int64_t>(all), at::kLong));
        }
        batch["x"] = noisy(x0, noise, batch["a"], batch["s"]);
        batch["labels"] = at::stack(labels);
        return batch;
    }

    std::vector<at::Tensor> logits(const Classifier& network, const Batch& batch) const {
        return network.logits(batch.at("x").to(context_.placement.device), batch.at("t"));
    }

    TaskContext context_;
    TrainedNoise noise_;
    bool clean_ = false;   // train at t = 0 only: what a classifier that never saw noise is worth
    std::int64_t report_count_ = 256;
    std::vector<std::string> frozen_;
    Json json_;
    std::vector<std::int64_t> kinds_;   // of each question: the place of its label among the data's
    std::unique_ptr<const LatentData> latents_;
    StateDict state_{"the classifier"};
    std::shared_ptr<const Classifier> network_;
};

}  // namespace

std::unique_ptr<Task> make_classifier_task(Settings& settings, const TaskContext& context) {
    return std::make_unique<ClassifierTask>(settings, context);
}

}  // namespace noiseloom
