#include "clip_guidance/prompts.h"

#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

#include <ATen/ATen.h>

#include "clip_guidance/gradients.h"
#include "core/text.h"
#include "diffusion/random.h"
#include "models/clip_loss.h"

namespace noiseloom {
namespace {

std::optional<double> number(const std::string& text) {
    const std::string_view word = trimmed(text);
    double value = 0;
    const auto [end, problem] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (problem == std::errc::result_out_of_range) value = std::numeric_limits<double>::quiet_NaN();
    else if (word.empty() || problem != std::errc()) return {};
    if (end != word.data() + word.size()) return {};
    return value;
}

// TEXT, TEXT:WEIGHT or TEXT:WEIGHT:STOP; a colon that no number follows belongs to the text.
PromptText parse_prompt(const std::string& text) {
    PromptText prompt{std::string(trimmed(text))};
    std::vector<double> numbers;
    for (std::size_t colon = prompt.text.rfind(':'); numbers.size() < 2 && colon != std::string::npos; colon = prompt.text.rfind(':')) {
        const auto value = number(prompt.text.substr(colon + 1));
        if (!value) break;
        numbers.insert(numbers.begin(), *value);
        prompt.text = std::string(trimmed(prompt.text.substr(0, colon)));
    }
    if (!numbers.empty()) prompt.weight = numbers[0];
    if (numbers.size() > 1) prompt.stop = numbers[1];
    return prompt;
}

}  // namespace

Result<std::vector<std::vector<PromptText>>> parse_story(const std::string& text) {
    constexpr double most_weight = 10'000;   // beside it every other prompt counts for nothing
    std::vector<std::vector<PromptText>> story;
    for (const auto& phase : split(text, '^')) {
        std::vector<PromptText> prompts;
        for (const auto& part : split(phase, '|')) {
            PromptText prompt = parse_prompt(part);
            if (!(std::abs(prompt.weight) <= most_weight) || std::isnan(prompt.stop))
                return Error{Code::bad_workflow, "the weight or stop of '" + prompt.text + "' is no finite number, or one beyond 10000", "Write TEXT:WEIGHT:STOP, as in \"fog:0.5\".", "", "", ""};
            if (!prompt.text.empty()) prompts.push_back(std::move(prompt));
        }
        if (!prompts.empty()) story.push_back(std::move(prompts));
    }
    return story;
}

at::Tensor target_loss(const at::Tensor& embeds, const ClipTarget& target, ClipDistance kind) {
    const at::Tensor pictures = embeds.unsqueeze(1), wanted = target.embedding.to(embeds.device()).unsqueeze(0);
    const at::Tensor distance = kind == ClipDistance::spherical ? spherical_distance(pictures, wanted) : cosine_distance(pictures, wanted);
    const double sign = target.weight > 0 ? 1 : target.weight < 0 ? -1 : 0;
    return std::abs(target.weight) * with_gradient_above(distance * sign, target.stop).mean();
}

at::Tensor noise_embedding(std::uint64_t seed, std::int64_t width) { return unit_vectors(Draws(seed).normal({1, width})); }

}  // namespace noiseloom
