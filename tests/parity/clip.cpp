// Section `text`, its networks: CLIP's text towers, and CLIP's similarity with its gradient.
#include <ATen/ATen.h>

#include "models/load.h"
#include "parity.h"

namespace noiseloom::parity {
namespace {

Compute compute_of(const Case& c) { return {c.settings().device, c.settings().dtype}; }

std::filesystem::path only_model(const Case& c) { return c.path(c.entry().at("models").at(0).get<std::string>()); }

void check_encode(Case& c) {
    const auto clip = load_clip_text(only_model(c), compute_of(c)).or_throw();
    const TextStates states = clip->encode(c.tensor("input_ids"));
    const std::size_t layers = states.hidden.size() - 1;
    c.compare("hidden_states", at::stack({states.hidden[0], states.hidden[1], states.hidden[layers - 1], states.hidden[layers]}));
    c.compare("last_hidden_state", states.last);
    c.compare("penultimate_ln", clip->final_norm(states.hidden[layers - 1]));
    if (c.has("pooled")) c.compare("pooled", states.pooled);
    if (c.has("text_embeds")) c.compare("text_embeds", states.projected);
}

void check_similarity(Case& c) {
    const auto clip = load_clip(only_model(c), compute_of(c)).or_throw();
    const at::Tensor image = c.tensor("image01").clone().requires_grad_(true);
    const at::Tensor image_embeds = clip->image_embeds(image), text_embeds = clip->text_embeds(c.tensor("input_ids"));
    const at::Tensor logits = at::matmul(image_embeds, text_embeds.t()) * clip->logit_scale();
    c.compare("image_embeds", image_embeds);
    c.compare("text_embeds", text_embeds);
    c.compare("logits_per_image", logits);
    logits.sum().backward();
    c.compare("grad_sum_logits_wrt_image01", image.grad());
}

}  // namespace

std::span<const Kind> clip_kinds() {
    static constexpr Kind kinds[] = {{"text.encode_", check_encode}, {"text.clip_similarity", check_similarity}};
    return kinds;
}

}  // namespace noiseloom::parity
