#include "evaluation/judge.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include "core/atomic_file.h"

namespace noiseloom {
namespace {

NoisyClassifierConfig read_config(const std::filesystem::path& folder) {
    constexpr std::size_t most_bytes = std::size_t{1} << 20;
    const std::string text = read_file(folder / "config.json", most_bytes, Code::bad_model).or_throw();
    return NoisyClassifierConfig::from_json(parse_json(text, {}, Code::bad_model).or_throw()).or_throw();
}

}  // namespace

Judge::Judge(const std::filesystem::path& folder, const Placement& placement)
    : config_(read_config(folder)), state_(load_state_dict(folder).or_throw()), placement_(placement) {
    if (config_.in_channels != 3)
        throw Failure({Code::bad_model, folder.string() + ": a judge looks at pixels (in_channels 3), not at " + std::to_string(config_.in_channels) + " channels.",
                       "", "", "", ""});
    network_ = std::make_unique<const NoisyClassifier>(Weights(state_, placement_), config_);
}

std::map<std::string, std::vector<std::int64_t>> Judge::look(const at::Tensor& pictures) const {
    const c10::InferenceMode guard;
    const std::int64_t factor = pictures.size(2) / config_.sample_size;
    const at::Tensor seen = at::avg_pool2d(pictures.clamp(-1, 1).to(placement_.device), {factor, factor});
    const auto logits = network_->logits(seen, at::zeros({1}, at::kFloat));
    std::map<std::string, std::vector<std::int64_t>> all;
    for (std::size_t i = 0; i < logits.size(); ++i) {
        const at::Tensor best = logits[i].argmax(1).cpu().contiguous();
        const auto* data = best.const_data_ptr<std::int64_t>();
        all[config_.heads[i].name].assign(data, data + best.numel());
    }
    return all;
}

}  // namespace noiseloom
