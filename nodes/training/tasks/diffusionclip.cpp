// DiffusionCLIP (arXiv 2110.02711): a loaded model is fine-tuned so that the pictures it draws from inverted latents change
// as a text changes, "a red house" to "a blue house", and no further. Learnt from some dozens of pictures.
//
// An example of the stream is a picture with its latent. "full" and "memory_saving" take the loss of the whole walk from
// the latent; "efficient" that of one step's estimate x0_t, step after step. There x_t is what the present weights make of the
// latent, not what the weights of the steps before left behind: so a batch is a function of the weights and its place in the
// stream, and a run that goes on gives the same bits.
#include "training/tasks/tasks.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include "core/paths.h"
#include "diffusion/inversion.h"
#include "diffusion/random.h"
#include "diffusion/steppers.h"
#include "models/clip_templates.h"
#include "training/changed_model.h"
#include "training/diffusion_clip/inverted_data.h"
#include "training/diffusion_clip/prompt.h"
#include "training/lora.h"
#include "training/pictures.h"
#include "training/trainable.h"
#include "training/trainer.h"

namespace noiseloom {
namespace {

std::vector<std::string> wordings(Settings& settings, const std::string& text) {
    const Json given = settings.any("templates");
    if (given.is_null()) return {text};
    if (given == "imagenet") return worded(text, imagenet_templates());
    std::vector<std::string> own;
    if (given.is_array())
        for (const auto& one : given)
            if (one.is_string() && one.get<std::string>().find("{}") != std::string::npos) own.push_back(one.get<std::string>());
    if (!given.is_array() || own.empty() || own.size() != given.size()) settings.refuse("templates", "is neither \"imagenet\" nor a list of texts with {} in them");
    return worded(text, std::vector<std::string_view>(own.begin(), own.end()));
}

EditLossSettings read_loss(Settings& settings) {
    EditLossSettings read;
    Settings loss = settings.section("loss");
    read.clip = loss.real("clip", read.clip, 0, 1000);
    read.l1 = loss.real("l1", read.l1, 0, 1000);
    read.antialias = loss.flag("antialias", true);
    read.kind = static_cast<EditLossSettings::Kind>(loss.choice("kind", {"logarithmic", "directional", "global"}));
    loss.finish();
    return read;
}

class DiffusionClipTask : public Task {
  public:
    DiffusionClipTask(Settings& settings, const TaskContext& context) : context_(context), folder_(settings.needed_path("model")) {
        std::error_code unknown;   // what cannot be looked at is refused where it is read
        const auto model = std::filesystem::weakly_canonical(folder_, unknown), output = std::filesystem::weakly_canonical(context.cache.parent_path(), unknown);
        if (!unknown && is_within(output, model))
            settings.refuse("output", "lies in the folder of the model, which is copied into it", "Choose an output folder outside of " + folder_.string() + ".");
        const Compute compute{context.placement.device.str(), "fp32"};
        const LoadedModel loaded = load_model(folder_, compute).or_throw();
        if (!loaded.denoiser) settings.refuse("model", "names a model without a denoising network");
        inversion_ = {loaded.denoiser, prompt_of(loaded, settings.text("prompt", "")), loaded.autoencoder, 0, 0};
        const int train_steps = loaded.denoiser->schedule().train_steps();
        inversion_.depth = static_cast<int>(settings.whole("depth", train_steps / 2, 1, train_steps - 1));
        inversion_.steps = static_cast<int>(settings.whole("invert_steps", 40, 2, inversion_.depth + 1));
        const auto walk_steps = static_cast<int>(settings.whole("walk_steps", 6, 2, inversion_.depth + 1));
        method_ = static_cast<EditMethod>(settings.choice("method", {"full", "memory_saving", "efficient"}));
        const auto clip_folder = settings.needed_path("clip");
        const ClipModel clip = load_clip_model(clip_folder, clip_folder, compute).or_throw();
        const std::string source = settings.text("source", ""), target = settings.text("target", "");
        if (source.empty() || target.empty()) settings.refuse(source.empty() ? "source" : "target", "is missing: what the pictures show, and what they shall show");
        loss_.emplace(clip, EditTexts{clip.texts(wordings(settings, source)), clip.texts(wordings(settings, target))}, read_loss(settings), loaded.autoencoder);

        trainable_ = trainable_copy(*loaded.denoiser);
        if (const auto lora = LoraSettings::read(settings)) {
            add_lora(*lora, settings, trainable_.weights);
            trainable_.model = with_weights(*loaded.denoiser, trainable_.weights, context.placement, trainable_.model->identity());
        }
        walk_ = {trainable_.model, inversion_.conditioning, make_ddim(),
                 generation_grid(loaded.denoiser->schedule(), inversion_timesteps(inversion_.depth, walk_steps)), {}};
        batch_ = settings.whole("batch", TrainerSettings{}.batch, 1, 65536);   // the trainer's: of all processes together
        const auto side = static_cast<int>(settings.whole("size", 128, 8, 4096));
        if (loaded.autoencoder && side % loaded.autoencoder->format().factor != 0)
            settings.refuse("size", "must be a multiple of " + std::to_string(loaded.autoencoder->format().factor) + ", the autoencoder's factor");
        const std::int64_t shown = settings.whole("report_pictures", 8, 1, 64);
        const auto data = make_data(settings.section("data"));
        context.settled(settings);   // before minutes of inverting
        data_.emplace(*data, inversion_, side, shown, context);
    }

    const StateDict& weights() const override { return trainable_.weights; }

    Batch batch(const Stretch& stretch) const override {
        // Efficient: all steps of one walk follow each other on the same pictures.
        const std::int64_t walks = method_ == EditMethod::efficient ? static_cast<std::int64_t>(walk_.size()) : 1;
        const std::int64_t number = stretch.first / batch_, first = number / walks * batch_ + stretch.first % batch_;
        std::vector<std::int64_t> items;
        for (std::int64_t i = 0; i < stretch.count; ++i) items.push_back(shuffled(first + i, data_->size(), context_.seed));
        const Inverted rows = data_->rows(items);
        return {{"picture", rows.pictures}, {"latent", rows.latents}, {"k", at::scalar_tensor(number % walks, at::kLong)}};
    }

    at::Tensor loss(const Batch& batch, const Stretch&, Metrics& metrics) const override {
        const at::Tensor latent = batch.at("latent").to(context_.placement.device);
        const at::Tensor x = method_ == EditMethod::efficient
                                 ? estimate(latent, static_cast<int>(batch.at("k").item<std::int64_t>()))
                                 : walk_along(walk_, latent, method_ == EditMethod::full ? Memory::record : Memory::recompute, context_.cancel);
        const EditLoss::Parts parts = (*loss_)(batch.at("picture"), x, context_.cancel);
        metrics["clip"] = parts.clip;
        metrics["l1"] = parts.l1;
        return parts.whole;
    }

    // Held-out pictures, a row each: as they are, as the original model makes them again, and edited.
    Report report(const StateDict& weights) const override {
        const auto model = with_weights(*inversion_.model, weights, context_.placement, KeyBuilder("report").key());
        Walk back = walk_;
        back.model = model;
        back.grid = generation_grid(model->schedule(), inversion_timesteps(inversion_.depth, inversion_.steps));
        const Inverted held_out = data_->held_out();
        const at::Tensor x = walk_along(back, held_out.latents.to(context_.placement.device), Memory::record, context_.cancel);
        const at::Tensor edited = loss_->decoded(x, context_.cancel).cpu();
        Report report;
        report.pictures["edits"] = sheet(at::stack({held_out.pictures, held_out.reconstructions, edited}, 1).flatten(0, 1), 3);
        report.metrics["likeness"] = loss_->likeness(held_out.pictures, edited);
        report.metrics["l1_edited"] = (edited - held_out.pictures).abs().mean().item<double>();
        report.metrics["reconstruction_psnr"] = psnr(held_out.reconstructions, held_out.pictures);
        return report;
    }

    void write(const StateDict& weights, const std::filesystem::path& folder) const override { write_changed_model(folder_, weights, folder); }

  private:
    // x0_t of step k; the steps before are not recorded.
    at::Tensor estimate(const at::Tensor& latent, int k) const {
        at::Tensor x = latent;
        {
            const c10::NoGradGuard constant;
            for (int before = 0; before < k; ++before) x = walk_step(walk_, x, before, context_.cancel).x;
        }
        return walk_step(walk_, x, k, context_.cancel).x0;
    }

    TaskContext context_;
    std::filesystem::path folder_;
    InversionSettings inversion_;
    EditMethod method_ = EditMethod::full;
    std::int64_t batch_ = 1;
    std::optional<EditLoss> loss_;
    Trainable trainable_;
    Walk walk_;
    std::optional<InvertedData> data_;
};

}  // namespace

std::unique_ptr<Task> make_diffusionclip_task(Settings& settings, const TaskContext& context) {
    return std::make_unique<DiffusionClipTask>(settings, context);
}

}  // namespace noiseloom
