#include "evaluation/judge.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

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

Judge::Judge(const std::filesystem::path& folder, const Compute& compute) : classifier_(load_classifier(folder, compute).or_throw()), device_(compute.device) {
    if (classifier_->channels() != 3)
        throw Failure({Code::bad_model, folder.string() + ": a judge looks at pixels (in_channels 3), not at " + std::to_string(classifier_->channels()) + " channels.",
                       "", "", "", ""});
}

std::map<std::string, std::vector<std::int64_t>> Judge::look(const at::Tensor& pictures) const {
    const c10::InferenceMode guard;
    const std::int64_t factor = pictures.size(2) / classifier_->side();
    return classes_seen(*classifier_, at::avg_pool2d(pictures.clamp(-1, 1).to(device_), {factor, factor}), 0);
}

}  // namespace noiseloom
