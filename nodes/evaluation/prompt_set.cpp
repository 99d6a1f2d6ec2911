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

at::Tensor scene_picture(const scenes::Scene& scene, int side) { return from_bytes(scene_bytes(scene, side).unsqueeze(0)).squeeze(0).contiguous(); }

}  // namespace noiseloom
