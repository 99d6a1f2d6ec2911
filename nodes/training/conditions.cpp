#include "training/conditions.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include "diffusion/random.h"
#include "models/load.h"
#include "training/captions.h"
#include "training/export.h"

namespace noiseloom {

namespace fs = std::filesystem;

Conditions::Conditions(Settings& settings, const TaskContext& context, const std::vector<std::shared_ptr<const DataSet>>& data, Json& model) : context_(context) {
    p_uncond_ = settings.real("p_uncond", 0.1, 0, 1);
    if (settings.has("text")) {
        text_folder_ = settings.existing_path("text");
        for (const char* part : {"tokenizer", "text_encoder"})
            if (!fs::is_directory(text_folder_ / part)) settings.refuse("text", "names a folder without " + std::string(part) + "/", "That of a whole model has both.");
        settings.count("text", KeyBuilder("text").add(content_of(text_folder_ / "tokenizer")).add(content_of(text_folder_ / "text_encoder")).key());
        tokenizer_ = Tokenizer::load(text_folder_ / "tokenizer").or_throw();
        text_ = load_clip_text(text_folder_ / "text_encoder", {context.placement.device.str(), "fp32"}).or_throw();
    }
    if (settings.has("label")) read_label(settings, data, model);
}

void Conditions::read_label(Settings& settings, const std::vector<std::shared_ptr<const DataSet>>& data, Json& model) {
    label_ = settings.text("label", "");
    std::vector<std::string> classes;
    for (const auto& one : data) {
        const auto kinds = one->label_kinds();
        const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const LabelKind& kind) { return kind.name == label_; });
        if (found == kinds.end()) {
            std::string known;
            for (const auto& kind : kinds) known += (known.empty() ? "" : ", ") + kind.name;
            settings.refuse("label", "is '" + label_.substr(0, 60) + "', which the data do not tell", known.empty() ? "They have no classes. " + one->why_no_labels() : "They tell " + known + ".");
        }
        if (!classes.empty() && classes != found->classes) settings.refuse("label", "has other classes in another stage of the data");
        classes = found->classes;
        label_place_ = static_cast<std::size_t>(found - kinds.begin());
    }
    for (const char* key : {"num_classes", "classes", "null_class"})
        if (model.contains(key)) settings.refuse("model." + std::string(key), "is the data's to say: it follows from 'label'");
    classes_ = static_cast<std::int64_t>(classes.size());
    model["num_classes"] = p_uncond_ > 0 ? classes_ + 1 : classes_;
    model["classes"] = classes;
    if (p_uncond_ > 0) model["null_class"] = *(null_class_ = classes_);
}

void Conditions::check(const Settings& settings, const NetworkShape& shape) const {
    if (shape.context_width > 0 && !text_) settings.refuse("text", "is missing", "It names the folder of a text tower; the model reads captions.");
    if (shape.context_width == 0 && text_) settings.refuse("text", "is of no use to a model that reads no captions");
    if (text_ && shape.context_width != text_->config().width)
        settings.refuse("model.cross_attention_dim", "must be " + std::to_string(text_->config().width) + ", as wide as the text states");
    if (shape.classes == 0 && !label_.empty()) settings.refuse("label", "is of no use to a model that reads no classes");
    if (shape.classes > 0 && label_.empty()) settings.refuse("label", "is missing", "It names what the classes tell, \"kind\" for example.");
}

Asked Conditions::right(const DataSet& data, std::int64_t item, std::uint64_t draw, bool whole) const {
    Asked asked;
    if (text_) asked.caption = data.caption(item, draw, whole);
    if (classes_ > 0) asked.label = data.labels(item)[label_place_];
    return asked;
}

std::optional<Asked> Conditions::wrong(const DataSet& data, std::int64_t item, std::uint64_t draw, const std::string& kind) const {
    Asked asked = right(data, item, draw, true);
    if (kind == "class") {
        if (classes_ < 2) return {};
        const auto shift = 1 + static_cast<std::int64_t>(mixed({draw, 5}) % static_cast<std::uint64_t>(classes_ - 1));
        asked.label = (*asked.label + shift) % classes_;
        return asked;
    }
    if (!text_) return {};
    asked.caption = data.wrong_caption(item, draw, kind, true);
    if (asked.caption.empty()) return {};
    return asked;
}

void Conditions::put(Batch& batch, const std::vector<Asked>& rows) const {
    if (text_) {
        std::vector<std::string> captions;
        for (const auto& row : rows) captions.push_back(row.caption);
        batch["ids"] = to_ids(*tokenizer_, captions, static_cast<std::size_t>(text_->config().positions));
    }
    if (classes_ == 0) return;
    std::vector<std::int64_t> labels;
    for (const auto& row : rows) labels.push_back(row.label ? *row.label : null_class_.value_or(0));
    batch["label"] = at::tensor(labels, at::kLong);
}

void Conditions::tell(TrainableNetwork::Rows& rows, const Batch& batch) const {
    if (text_) {
        const c10::NoGradGuard constant;
        rows.context = text_->encode(batch.at("ids").to(context_.placement.device)).last;
    }
    if (classes_ > 0) rows.label = batch.at("label").to(context_.placement.device);
}

std::optional<double> Conditions::dropped(const Batch& batch) const {
    const auto part = [](const at::Tensor& is_dropped) { return is_dropped.to(at::kFloat).mean().item<double>(); };
    if (text_) return part(batch.at("ids").select(1, 1).eq(tokenizer_->end()));
    if (null_class_) return part(batch.at("label").eq(*null_class_));
    return {};
}

void Conditions::write(const fs::path& folder, Json& index) const {
    if (!text_) return;
    copy_model_part(text_folder_ / "text_encoder", folder / "text_encoder");
    copy_tokenizer(text_folder_ / "tokenizer", folder / "tokenizer");
    index["text_encoder"] = {"transformers", "CLIPTextModel"};
    index["tokenizer"] = {"transformers", "CLIPTokenizer"};
}

}  // namespace noiseloom
