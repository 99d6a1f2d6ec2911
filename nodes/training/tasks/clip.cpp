// CLIP: pictures and captions in one space (Radford et al., arXiv 2103.00020): symmetric cross-entropy over the
// cosines of a batch, times a learnt scale of at most 100.
//
// Equal captions are not each other's negatives. Beside the batch's own captions a picture can be told from
// captions that are wrong in one attribute (`hard_negatives`; NegCLIP, Yuksekgonul et al., arXiv 2210.01936): without them
// the towers learn backgrounds and colours, which tell nearly all pictures of a batch apart, and hardly kinds and positions.
#include "training/tasks/tasks.h"

#include <ATen/ATen.h>

#include "diffusion/random.h"
#include "models/architectures/clip.h"
#include "training/captions.h"
#include "training/data.h"
#include "training/export.h"
#include "training/initial.h"

namespace noiseloom {
namespace {

constexpr double first_log_scale = 2.6592, largest_log_scale = 4.6052;   // ln(1/0.07), ln 100

class ClipTask : public Task {
  public:
    ClipTask(Settings& settings, const TaskContext& context)
        : context_(context),
          data_(make_data(settings.section("data"), Captions::needed)),
          tokenizer_folder_(tokenizer_folder(settings, *data_, context.cache)),
          tokenizer_(Tokenizer::load(tokenizer_folder_).or_throw()) {
        config_ = settings.any("model");
        if (!config_.is_object()) settings.refuse("model", "is not an object", "It holds the configuration of a transformers CLIPModel.");
        text_ = settings.checked("model", [&] { return ClipTextConfig::from_json(config_).or_throw(); });
        vision_ = settings.checked("model", [&] { return ClipVisionConfig::from_json(config_).or_throw(); });
        if (tokenizer_.size() > static_cast<std::size_t>(text_.vocabulary) || tokenizer_.end() != text_.eos)
            settings.refuse("model.text_config", "does not fit the tokenizer, which has " + std::to_string(tokenizer_.size()) + " ids and ends texts with " +
                                                     std::to_string(tokenizer_.end()));
        const Json negatives = settings.any("hard_negatives");
        if (!negatives.is_null() && !negatives.is_array()) settings.refuse("hard_negatives", "is not a list");
        for (const auto& kind : negatives) {
            if (!kind.is_string() || data_->wrong_caption(0, 0, kind.get<std::string>()).empty())
                settings.refuse("hard_negatives", "holds " + kind.dump().substr(0, 40) + ", of which the data know no other");
            negatives_.push_back(kind.get<std::string>());
        }
        report_count_ = settings.whole("report_pictures", 256, 2, 4096);
        state_.put("logit_scale", as_leaf(at::scalar_tensor(first_log_scale, at::kFloat), context.placement.device));
        put_initial(settings, state_, context.placement.device);
        state_.make_missing(pytorch_defaults(context.seed, context.placement.device));
        clip_ = settings.checked("model", [&] { return std::make_unique<Clip>(state_, text_, vision_, context.placement); });
        check_initial(settings, state_);
        frozen_ = read_frozen(settings, state_);
    }

    const StateDict& weights() const override { return state_; }
    std::vector<std::string> frozen() const override { return frozen_; }

    Batch batch(const Stretch& stretch) const override {
        std::vector<std::int64_t> items;
        std::vector<std::uint64_t> draws;
        for (std::int64_t i = 0; i < stretch.count; ++i) {
            const std::int64_t position = stretch.first + i;
            items.push_back(shuffled(position, data_->size(), context_.seed));
            draws.push_back(mixed({context_.seed, 2, static_cast<std::uint64_t>(position)}));
        }
        std::vector<std::string> own, all;
        for (std::size_t i = 0; i < items.size(); ++i) own.push_back(data_->caption(items[i], draws[i]));
        all = own;
        for (const auto& kind : negatives_)
            for (std::size_t i = 0; i < items.size(); ++i) all.push_back(data_->wrong_caption(items[i], draws[i], kind));
        return {{"image", pictures(*data_, items, vision_.image_size)}, {"ids", to_ids(tokenizer_, all, length())}, {"same", same_text(own, all)}};
    }

    at::Tensor loss(const Batch& batch, const Stretch&, Metrics& metrics) const override {
        const auto device = context_.placement.device;
        const at::Tensor ids = without_padding(batch.at("ids"), text_.eos).to(device), same = batch.at("same").to(device);
        const at::Tensor image = clip_->image_embeds(batch.at("image").to(device) * 0.5 + 0.5), text = clip_->text_embeds(ids);
        const std::int64_t count = image.size(0);
        const at::Tensor scale = state_.find("logit_scale").clamp_max(largest_log_scale).exp();
        const at::Tensor own = at::eye(count, text.size(0), at::TensorOptions(device).dtype(at::kBool));
        const at::Tensor logits = (scale * at::matmul(image, text.t())).masked_fill(at::logical_and(same, own.logical_not()), -1e9);
        const at::Tensor diagonal = at::arange(count, ids.options());
        const at::Tensor square = logits.narrow(1, 0, count);
        metrics["recall"] = square.argmax(1).eq(diagonal).to(at::kFloat).mean().item<double>();
        metrics["scale"] = scale.item<double>();
        return 0.5 * (at::cross_entropy_loss(logits, diagonal) + at::cross_entropy_loss(square.t(), diagonal));
    }

    // Recall at 1 among the held-out pictures, both ways; and how often the right one of two captions that differ
    // in one attribute is preferred.
    Report report(const StateDict& weights) const override {
        const Clip clip(weights, text_, vision_, context_.placement);
        const auto items = held_out_items(*data_, 0, report_count_);
        std::vector<std::string> captions;
        for (const auto item : items) captions.push_back(data_->caption(item, static_cast<std::uint64_t>(item)));
        const at::Tensor image = clip.image_embeds(pictures(*data_, items, vision_.image_size).to(context_.placement.device) * 0.5 + 0.5).cpu();
        const auto embed = [&](const std::vector<std::string>& texts) {
            return clip.text_embeds(to_ids(tokenizer_, texts, length()).to(context_.placement.device)).cpu();
        };
        const at::Tensor cosines = at::matmul(image, embed(captions).t()), same = same_text(captions, captions).to(at::kFloat);
        const auto recall = [&](std::int64_t dim) {
            return same.gather(dim, cosines.argmax(dim, /*keepdim=*/true)).mean().item<double>();
        };
        Report report;
        report.metrics["held_out_recall"] = 0.5 * (recall(0) + recall(1));
        for (const auto& kind : data_->label_kinds()) {
            std::vector<std::string> right, wrong;
            for (const auto item : items) {
                const auto draw = static_cast<std::uint64_t>(item);
                right.push_back(data_->caption(item, draw, /*whole=*/true));
                wrong.push_back(data_->wrong_caption(item, draw, kind.name, /*whole=*/true));
            }
            if (wrong.front().empty()) continue;
            const auto cosine = [&](const std::vector<std::string>& texts) { return (image * embed(texts)).sum(1); };
            report.metrics["told_by_" + kind.name] = cosine(right).gt(cosine(wrong)).to(at::kFloat).mean().item<double>();
        }
        return report;
    }

    // clip/ (CLIPModel), text_encoder/ (CLIPTextModelWithProjection) and tokenizer/.
    void write(const StateDict& weights, const std::filesystem::path& folder) const override {
        write_model_part(folder / "clip", "model", config_, weights);
        Json config = config_.value("text_config", Json::object());
        config["architectures"] = {"CLIPTextModelWithProjection"};
        config["model_type"] = "clip_text_model";
        config["projection_dim"] = text_.projection;
        StateDict tower("the text tower");
        for (const auto& name : weights.names())
            if (name.starts_with("text_")) tower.put(name, weights.find(name));
        write_model_part(folder / "text_encoder", "model", config, tower);
        copy_tokenizer(tokenizer_folder_, folder / "tokenizer");
    }

  private:
    std::size_t length() const { return static_cast<std::size_t>(text_.positions); }

    TaskContext context_;
    std::shared_ptr<const DataSet> data_;
    std::filesystem::path tokenizer_folder_;
    Tokenizer tokenizer_;
    Json config_;
    ClipTextConfig text_;
    ClipVisionConfig vision_;
    std::vector<std::string> frozen_;
    std::vector<std::string> negatives_;
    std::int64_t report_count_ = 256;
    StateDict state_{"the CLIP model"};
    std::unique_ptr<const Clip> clip_;
};

}  // namespace

std::unique_ptr<Task> make_clip_task(Settings& settings, const TaskContext& context) { return std::make_unique<ClipTask>(settings, context); }

}  // namespace noiseloom
