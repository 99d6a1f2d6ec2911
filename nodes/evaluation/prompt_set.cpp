#include "evaluation/prompt_set.h"

#include <ATen/ATen.h>

#include "training/scene_data.h"
#include "training/scenes/caption.h"

namespace noiseloom {

std::vector<TestPrompt> test_prompts(std::int64_t count) {
    constexpr std::uint64_t first_seed = 20'000'000;   // beyond those of training and of its reports
    std::vector<TestPrompt> prompts;
    for (std::int64_t i = 0; i < count; ++i) {
        scenes::SceneOptions options;
        options.kinds = {static_cast<scenes::Kind>(static_cast<std::size_t>(i) % scenes::count_of<scenes::Kind>())};
        options.sizes = {scenes::Size::medium, scenes::Size::large};
        options.two_objects = 0;
        TestPrompt prompt;
        prompt.scene = scenes::sample_scene(first_seed + static_cast<std::uint64_t>(i), options);
        const auto labels = scenes::labels(prompt.scene);
        prompt.text = scenes::prompt_for(labels);
        const auto& object = labels.objects.front();
        prompt.attributes = {{"kind", object.kind}, {"colour", object.colour}, {"position", labels.position}, {"background", labels.background}};
        prompts.push_back(std::move(prompt));
    }
    return prompts;
}

at::Tensor scene_pictures(const std::vector<TestPrompt>& prompts, int side) {
    std::vector<at::Tensor> all;
    for (const auto& prompt : prompts) all.push_back(scene_bytes(prompt.scene, side));
    return from_bytes(at::stack(all)).contiguous();
}

Shares right_shares(const std::map<std::string, std::vector<std::int64_t>>& seen, const std::vector<TestPrompt>& prompts) {
    Shares shares;
    const double one = 1.0 / static_cast<double>(prompts.size());
    for (std::size_t i = 0; i < prompts.size(); ++i) {
        bool is_right = true;
        for (const auto& [name, wanted] : prompts[i].attributes) {
            const bool hit = seen.at(name)[i] == wanted;
            shares.by_attribute[name] += hit ? one : 0;
            is_right = is_right && hit;
        }
        shares.all += is_right ? one : 0;
    }
    return shares;
}

}  // namespace noiseloom
