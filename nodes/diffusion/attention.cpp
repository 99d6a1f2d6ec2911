#include "diffusion/attention.h"

#include <algorithm>

#include "diffusion/denoiser.h"

namespace noiseloom {
namespace {

bool is_within(const std::string& path, const std::string& beginning) { return (path + ".").starts_with(beginning + "."); }

// What spellings say besides the way and the numbers: "up_blocks.1.attentions.0.transformer_blocks.3.attn1".
bool is_filler(std::string_view word) {
    constexpr std::string_view fillers[] = {"block", "blocks", "attention", "attentions", "attn", "attn1", "transformer", "processor"};
    return std::find(std::begin(fillers), std::end(fillers), word) != std::end(fillers);
}

template <class Visit>
void for_each_word(std::string_view text, std::string_view separators, Visit visit) {
    for (std::size_t first = 0; (first = text.find_first_not_of(separators, first)) != std::string_view::npos;) {
        const std::size_t end = std::min(text.find_first_of(separators, first), text.size());
        visit(text.substr(first, end - first));
        first = end;
    }
}

// The way and the numbers of "up_blocks.1.attentions.0": "up.1.0".
std::string without_words(std::string_view spelling) {
    std::string name;
    for_each_word(spelling, "._", [&](std::string_view word) {
        if (name.empty()) name = word == "middle" ? std::string("mid") : std::string(word);
        else if (!is_filler(word)) name += "." + std::string(word);   // numbers; what else it is, no model has
    });
    return name;
}

}  // namespace

bool AttentionChange::selects(const AttentionLayer& layer, int block) const {
    const std::string number = "." + std::to_string(block);
    return std::any_of(layers.begin(), layers.end(), [&](const std::string& one) {
        return is_within(layer.name + number, one) || is_within(layer.original + number, one);
    });
}

Key AttentionChange::identity() const {
    KeyBuilder key("attention");
    key.add(static_cast<int>(kind)).add(sigma);
    for (const auto& layer : layers) key.add(layer);
    return key.key();
}

std::vector<std::string> attention_layers_in(std::string_view text) {
    std::vector<std::string> layers;
    for_each_word(text, ",; \t\n", [&](std::string_view spelling) {
        std::string name = without_words(spelling);
        if (!name.empty()) layers.push_back(std::move(name));
    });
    return layers;
}

void check_layers(const Denoiser& model, std::span<const std::string> layers) {
    const auto refuse = [](std::string what, std::string hint) { throw Failure({Code::bad_workflow, std::move(what), std::move(hint), "", "layers", ""}); };
    const std::vector<AttentionLayer> there = model.attention_layers();
    if (there.empty()) refuse("this model has no self-attention that could be changed", "Use a UNet: of Stable Diffusion, of guided-diffusion, or of the embedded model.");
    std::string names;
    for (const auto& layer : there) names += (names.empty() ? "" : ", ") + layer.name;
    const std::string hint = "It has " + names + ". The beginning of a name stands for all that begin like it.";
    if (layers.empty()) refuse("no layer is named whose attention shall change", hint);
    for (const auto& name : layers) {
        AttentionChange one;
        one.layers = {name};
        const bool is_there = std::any_of(there.begin(), there.end(), [&](const AttentionLayer& layer) {
            for (int block = 0; block < layer.blocks; ++block)
                if (one.selects(layer, block)) return true;
            return false;
        });
        if (!is_there) refuse("this model has no self-attention '" + name + "'", hint);
    }
}

std::shared_ptr<const Conditioning> with_attention(const Conditioning& plain, std::shared_ptr<const AttentionChange> change) {
    Conditioning changed = plain;
    changed.identity = KeyBuilder("changed attention").add(plain.identity).add(change->identity()).key();
    changed.attention = std::move(change);
    return std::make_shared<const Conditioning>(std::move(changed));
}

}  // namespace noiseloom
