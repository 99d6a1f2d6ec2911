#include "library/optimise/targets.h"

#include "diffusion/random.h"

namespace noiseloom {
namespace {

Result<std::vector<std::vector<PromptText>>> parsed(const std::string& text, const char* field) {
    auto story = parse_story(text);
    if (!story) story.error().socket = field;
    return story;
}

}  // namespace

Result<std::vector<std::vector<ClipTarget>>> search_targets(const ClipModel& clip, const std::string& story, const std::string& noise) {
    NL_TRY(const auto texts, parsed(story, "prompt"));
    NL_TRY(const auto words, parsed(noise, "noise_prompts"));
    std::vector<ClipTarget> directions;
    for (const auto& prompts : words)
        for (const PromptText& prompt : prompts)
            directions.push_back({noise_embedding(mixed(0, prompt.text), clip.clip->vision().config().projection), prompt.weight, prompt.stop});
    std::vector<std::vector<ClipTarget>> phases;
    for (const auto& prompts : texts) {
        phases.emplace_back();
        for (const PromptText& prompt : prompts) phases.back().push_back({clip.texts({prompt.text}), prompt.weight, prompt.stop});
    }
    if (phases.empty()) phases.emplace_back();
    for (auto& phase : phases) phase.insert(phase.end(), directions.begin(), directions.end());
    return phases;
}

}  // namespace noiseloom
