#include "evaluation/judge.h"

#include <algorithm>

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include "training/scene_data.h"

namespace noiseloom {

std::map<std::string, std::vector<std::int64_t>> classes_seen(const Classifier& classifier, const at::Tensor& x, double t) {
    const auto logits = classifier.logits(x, at::full({1}, t, at::kFloat));
    std::map<std::string, std::vector<std::int64_t>> all;
    for (std::size_t i = 0; i < logits.size(); ++i) {
        const at::Tensor best = logits[i].argmax(1).cpu().contiguous();
        const auto* data = best.const_data_ptr<std::int64_t>();
        all[classifier.questions()[i].name].assign(data, data + best.numel());
    }
    return all;
}

void need_scene_questions(const Classifier& classifier, const std::vector<std::string>& questions, const std::filesystem::path& folder) {
    const auto known = scene_label_kinds();
    for (const std::string& name : questions) {
        const auto wanted = std::find_if(known.begin(), known.end(), [&](const LabelKind& kind) { return kind.name == name; });
        const auto& asked = classifier.questions();
        const auto found = std::find_if(asked.begin(), asked.end(), [&](const Question& question) { return question.name == name; });
        if (found == asked.end() || found->classes.size() != wanted->classes.size())
            throw Failure({Code::bad_model, folder.string() + ": this classifier does not tell the " + name + " of scenes (" + std::to_string(wanted->classes.size()) + " classes).",
                           "Give one that was trained as resources/training/judge.json and classifier.json say.", "", "", ""});
    }
}

Judge::Judge(const std::filesystem::path& folder, const Compute& compute) : classifier_(load_classifier(folder, compute).or_throw()), device_(compute.device) {
    if (classifier_->channels() != 3)
        throw Failure({Code::bad_model, folder.string() + ": a judge looks at pixels (in_channels 3), not at " + std::to_string(classifier_->channels()) + " channels.",
                       "", "", "", ""});
    need_scene_questions(*classifier_, {"kind", "colour", "position", "background"}, folder);
}

std::map<std::string, std::vector<std::int64_t>> Judge::look(const at::Tensor& pictures) const {
    const c10::InferenceMode guard;
    const std::int64_t factor = pictures.size(2) / classifier_->side();
    if (factor < 1)
        throw Failure({Code::bad_model, "The judge looks at pictures of " + std::to_string(classifier_->side()) + " pixels a side, and these have " + std::to_string(pictures.size(2)) + ".",
                       "Give a judge of that size or a smaller one.", "", "", ""});
    return classes_seen(*classifier_, at::avg_pool2d(pictures.clamp(-1, 1).to(device_), {factor, factor}), 0);
}

}  // namespace noiseloom
