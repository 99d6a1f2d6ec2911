#include "library/text/prompt_inputs.h"

namespace noiseloom {

PromptInputs::PromptInputs(NodeDef& n) {
    syntax_ = n.in<Choice>("syntax").choices({"a1111", "comfyui", "plain"}).doc(
        "Whose brackets are understood: (word:1.2) in both, [a:b:0.4] and AND in a1111 only, none in plain. [a:b:0.4] is a for the first 40 % "
        "of the steps that the sampler runs, [a:b:10] is a up to its step 10, [a|b] takes turns.");
    emphasis_ = n.in<Choice>("emphasis").choices({"automatic", "original", "no_norm", "interpolate"}).doc(
        "How weights act: as the syntax's program does, or A1111's original, A1111's without restoring the mean, ComfyUI's interpolation.");
    clip_skip_ = n.in<std::int64_t>("clip_skip").value(0).range(0, 12).doc(
        "Layer of the text encoder that is read: 1 the last, 2 the one before it; 0 the model's own choice.");
    n.upgrade(1, [](Json& inputs) { inputs.erase("steps"); });
}

PromptRequest PromptInputs::request(const Run& r) const {
    PromptRequest request;
    request.syntax = syntax_of(r[syntax_].word).or_throw();
    const std::string& emphasis = r[emphasis_].word;
    request.emphasis = emphasis == "original"      ? Emphasis::original
                       : emphasis == "no_norm"     ? Emphasis::no_norm
                       : emphasis == "interpolate" ? Emphasis::interpolate
                                                   : Emphasis::automatic;
    request.clip_skip.value = static_cast<int>(r[clip_skip_]);
    return request;
}

}  // namespace noiseloom
