#include "library/text/encode.h"

#include "models/text/prompt.h"

namespace noiseloom {

PromptInputs::PromptInputs(NodeDef& n) {
    syntax_ = n.in<Choice>("syntax").choices({"a1111", "comfyui", "plain"}).doc(
        "Whose brackets are understood: (word:1.2) in both, [a:b:0.4] and AND in a1111 only, none in plain.");
    emphasis_ = n.in<Choice>("emphasis").choices({"automatic", "original", "no_norm", "interpolate"}).doc(
        "How weights act: as the syntax's program does, or A1111's original, A1111's without restoring the mean, ComfyUI's interpolation.");
    clip_skip_ = n.in<std::int64_t>("clip_skip").value(0).range(0, 12).doc(
        "Layer of the text encoder that is read: 1 the last, 2 the one before it; 0 the model's own choice.");
    steps_ = n.in<std::int64_t>("steps").value(20).range(1, 10000).doc("Steps of the sampler, for schedules that name a step: [a:b:10].");
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
    request.steps = static_cast<int>(r[steps_]);
    return request;
}

ScheduledConditioning encode_schedule(const TextEncoder& encoder, const PromptRequest& request) {
    ScheduledConditioning schedule;
    for (TextEncoder::Stretch& stretch : encoder.encode_schedule(request)) {
        ScheduledConditioning::Stretch made{static_cast<double>(stretch.last_step) / request.steps, {}};
        for (TextEncoder::Part& part : stretch.parts)
            made.parts.push_back({std::make_shared<const Conditioning>(std::move(part.conditioning)), part.weight});
        schedule.stretches.push_back(std::move(made));
    }
    schedule.stretches.back().end = 1;
    return schedule;
}

}  // namespace noiseloom
