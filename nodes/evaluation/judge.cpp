#include "evaluation/judge.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

namespace noiseloom {

Judge::Judge(const std::filesystem::path& folder, const Compute& compute) : classifier_(load_classifier(folder, compute).or_throw()), device_(compute.device) {
    if (classifier_->channels() != 3)
        throw Failure({Code::bad_model, folder.string() + ": a judge looks at pixels (in_channels 3), not at " + std::to_string(classifier_->channels()) + " channels.",
                       "", "", "", ""});
}

std::map<std::string, std::vector<std::int64_t>> Judge::look(const at::Tensor& pictures) const {
    const c10::InferenceMode guard;
    const std::int64_t factor = pictures.size(2) / classifier_->side();
    const at::Tensor seen = at::avg_pool2d(pictures.clamp(-1, 1).to(device_), {factor, factor});
    const auto logits = classifier_->logits(seen, at::zeros({1}, at::kFloat));
    std::map<std::string, std::vector<std::int64_t>> all;
    for (std::size_t i = 0; i < logits.size(); ++i) {
        const at::Tensor best = logits[i].argmax(1).cpu().contiguous();
        const auto* data = best.const_data_ptr<std::int64_t>();
        all[classifier_->questions()[i].name].assign(data, data + best.numel());
    }
    return all;
}

}  // namespace noiseloom
