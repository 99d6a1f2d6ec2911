// A denoiser of any architecture (models/network.h), on latents of a frozen autoencoder or on pixels: jointly conditional and unconditional
// by dropping the condition, a caption or a class, with probability p_uncond (conditions.h).
//
// With `learned_variance` the network answers ε and the variance's v (learned_variance.h). With an SDE for its noise it is trained by score
// matching in continuous time (score_matching.h).
//
// The data may come in stages, easy scenes first: { "until": 0.3, "scenes": ... } holds for the first 30 % of the run.
#include "training/tasks/tasks.h"

#include <limits>
#include <optional>
#include <set>

#include <ATen/ATen.h>

#include "diffusion/random.h"
#include "training/denoiser_report.h"
#include "training/denoising.h"
#include "training/export.h"
#include "training/initial.h"
#include "training/pictures.h"

namespace noiseloom {
namespace {

namespace fs = std::filesystem;

struct DataStage {
    double until = 1;   // part of the run
    std::shared_ptr<const LatentData> latents;
};

class DenoiserTask : public Task {
  public:
    DenoiserTask(Settings& settings, const TaskContext& context) : context_(context) {
        sample_scale_ = settings.real("sample_scale", 3, 0, 100);
        if (settings.has("max_shard_mb")) largest_file_ = static_cast<std::uint64_t>(settings.whole("max_shard_mb", 1, 1, 1'000'000)) * 1'000'000;
        report_count_ = settings.whole("report_pictures", 32, 1, 1024);
        config_ = settings.any("model");
        if (!config_.is_object()) settings.refuse("model", "is not an object", "It holds the configuration of a network: a diffusers UNet2DConditionModel, for example.");
        const auto data = read_stages(settings);
        denoising_.emplace(settings, context, LatentSpace::read(settings, context), data, config_);

        put_initial(settings, state_, context.placement.device);
        state_.make_missing(pytorch_defaults(context.seed, context.placement.device, zero_ends(config_)));
        network_ = settings.checked("model", [&] { return network(state_); });
        check_initial(settings, state_);
        frozen_ = read_frozen(settings, state_);
        denoising_->check(settings, config_, *network_);
        context.settled(settings);   // before hours of encoding
        for (std::size_t i = 0; i < data.size(); ++i) stages_[i].latents = std::make_shared<LatentData>(data[i], denoising_->space(), context_);
    }

    const StateDict& weights() const override { return state_; }
    std::vector<std::string> frozen() const override { return frozen_; }

    Batch batch(const Stretch& stretch) const override {
        const LatentData& latents = stage(stretch.part);
        std::vector<std::int64_t> items;
        std::vector<Asked> asked;
        std::vector<Level> levels;
        std::vector<at::Tensor> noises;
        for (std::int64_t i = 0; i < stretch.count; ++i) {
            const std::int64_t position = stretch.first + i;
            const std::uint64_t address = mixed({context_.seed, 3, static_cast<std::uint64_t>(position)});
            Draws draws(address);
            items.push_back(shuffled(position, latents.data().size(), context_.seed));
            const bool is_dropped = draws.uniform() < conditions().p_uncond();
            asked.push_back(is_dropped ? Asked{} : conditions().right(latents.data(), items.back(), address, false));
            const double uniform = draws.uniform(), normal = draws.normal();
            levels.push_back(denoising_->noise().levels.level(uniform, normal));
            noises.push_back(draws.normal(denoising_->space().rows(1)));
        }
        return denoising_->batch(latents.rows(items), at::cat(noises), levels, asked);
    }

    at::Tensor loss(const Batch& batch, const Stretch&, Metrics& metrics) const override {
        if (const auto dropped = conditions().dropped(batch)) metrics["dropped"] = *dropped;
        return denoising_->loss(*network_, batch, metrics);
    }

    // Samples of held-out captions or classes, and the meter that tells whether the network reads them: the loss with the right one
    // and by what part it is higher with one that is wrong in one attribute.
    Report report(const StateDict& weights) const override {
        constexpr std::int64_t shown = 16;
        const auto network = this->network(weights);
        const LatentData& latents = *stages_.back().latents;
        Report report;
        report.pictures["samples"] = sheet(sampled(*denoising_, *network, latents, shown, sample_scale_), 4);
        std::set<std::string> kinds{"caption", "class"};
        for (const LabelKind& kind : latents.data().label_kinds()) kinds.insert(kind.name);
        for (const double u : {0.2, 0.35, 0.5, 0.7}) {
            const std::string at = denoising_->noise().levels.name(u) + "_";
            const auto loss = [&](const std::string& kind) { return held_out_loss(*denoising_, *network, latents, report_count_, u, kind); };
            const double right = *loss("");
            report.metrics[at + "right"] = right;
            for (const std::string& kind : kinds)
                if (const auto wrong = loss(kind)) report.metrics[at + "wrong_" + kind] = *wrong / right - 1;
        }
        return report;
    }

    // A whole model in the diffusers layout, with the frozen parts.
    void write(const StateDict& weights, const fs::path& folder) const override {
        const Json& scheduler = denoising_->noise().scheduler;
        write_model_part(folder / "unet", "diffusion_pytorch_model", config_, weights, largest_file_);
        make_folders(folder / "scheduler");
        write_json(folder / "scheduler" / "scheduler_config.json", scheduler);
        const bool is_diffusers = !keeps_original_names(config_);
        const std::string pipeline = is_diffusers && conditions().know_nothing() ? "StableDiffusionPipeline" : "NoiseloomPipeline";
        Json index{{"_class_name", pipeline},
                   {"unet", {is_diffusers ? "diffusers" : "noiseloom", config_.value("_class_name", "UNet2DConditionModel")}},
                   {"scheduler", {"diffusers", scheduler.value("_class_name", "DDIMScheduler")}},
                   {"safety_checker", {nullptr, nullptr}}, {"feature_extractor", {nullptr, nullptr}}, {"requires_safety_checker", false}};
        conditions().write(folder, index);
        if (const LatentSpace& space = denoising_->space(); space.autoencoder) {
            copy_model_part(space.folder, folder / "vae");
            index["vae"] = {"diffusers", space.class_name};
        }
        write_json(folder / "model_index.json", index);
    }

  private:
    const Conditions& conditions() const { return denoising_->conditions(); }

    std::vector<std::shared_ptr<const DataSet>> read_stages(Settings& settings) {
        const auto captions = settings.has("text") ? Captions::needed : Captions::optional;
        std::vector<std::shared_ptr<const DataSet>> data;
        double begin = 0;
        for (auto& stage : settings.sections("data")) {
            const double until = stage.real("until", 1, 0, 1);
            if (until <= begin) stage.refuse("until", "must be larger than that of the stage before");
            begin = until;
            stages_.push_back({until, nullptr});
            data.push_back(make_data(stage, captions));
        }
        if (begin != 1) settings.refuse("data", "must end with a stage 'until' 1");
        return data;
    }

    std::shared_ptr<const TrainableNetwork> network(const StateDict& state) const {
        return make_network(Weights(state, context_.placement), config_, Key{});
    }

    const LatentData& stage(double part) const {
        for (const auto& one : stages_)
            if (part < one.until) return *one.latents;
        return *stages_.back().latents;
    }

    TaskContext context_;
    double sample_scale_ = 3;
    std::int64_t report_count_ = 32;
    std::uint64_t largest_file_ = std::numeric_limits<std::uint64_t>::max();
    std::optional<Denoising> denoising_;
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
