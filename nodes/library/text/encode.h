// What the prompt nodes share: the inputs that say how a text is read, and the way from an encoder's
// schedule to a wire.
#pragma once

#include "core/run.h"
#include "diffusion/scheduled_conditioning.h"
#include "models/text/text_encoder.h"

namespace noiseloom {

// Declares "syntax", "emphasis", "clip_skip" and "steps" on a node, and reads them.
class PromptInputs {
  public:
    explicit PromptInputs(NodeDef& node);
    PromptRequest request(const Run& run) const;   // throws Failure

  private:
    In<Choice> syntax_, emphasis_;
    In<std::int64_t> clip_skip_, steps_;
};

ScheduledConditioning encode_schedule(const TextEncoder& encoder, const PromptRequest& request);

}  // namespace noiseloom
