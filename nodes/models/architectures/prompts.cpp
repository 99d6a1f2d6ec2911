#include "models/architectures/prompts.h"

#include <algorithm>

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>

namespace noiseloom {

KeysValues Prompt::of(const std::string& place, const Attention& attention) {
    const std::lock_guard lock(mutex_);
    auto found = made_.find(place);
    if (found == made_.end()) {
        const c10::InferenceMode plain(false);
        const c10::NoGradGuard constant;
        found = made_.emplace(place, attention.keys_values(states_)).first;
    }
    return found->second;
}

KeysValues PromptRows::of(const std::string& place, const Attention& attention) const {
    std::vector<at::Tensor> keys, values;
    for (const auto& prompt : prompts) {
        // Attention to the same states several times over is attention to them once.
        const auto in_rows = [&](const at::Tensor& one) { return one.repeat({1, tokens / one.size(1), 1}).expand({pictures, -1, -1}); };
        const KeysValues own = prompt->of(place, attention);
        keys.push_back(in_rows(own.keys));
        values.push_back(in_rows(own.values));
    }
    return {at::cat(keys), at::cat(values)};
}

std::shared_ptr<Prompt> PromptMemory::of(const Conditioning& conditioning, const Placement& placement) {
    constexpr std::size_t most = 4;   // SDXL's keys and values of one prompt take 27 MB
    const std::lock_guard lock(mutex_);
    const auto found = std::find_if(latest_.begin(), latest_.end(), [&](const auto& one) { return one.first == conditioning.identity; });
    if (found != latest_.end()) {
        latest_.splice(latest_.begin(), latest_, found);
    } else {
        const c10::InferenceMode plain(false);
        latest_.emplace_front(conditioning.identity, std::make_shared<Prompt>(conditioning.context.to(placement.device, placement.dtype)));
        if (latest_.size() > most) latest_.pop_back();
    }
    return latest_.front().second;
}

}  // namespace noiseloom
