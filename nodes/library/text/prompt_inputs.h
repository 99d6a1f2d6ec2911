// What the prompt nodes share: the inputs that say how a text is read.
#pragma once

#include "core/run.h"
#include "models/text/text_encoder.h"

namespace noiseloom {

// Declares "syntax", "emphasis" and "clip_skip" on a node, and reads them. Version 1 of these nodes had "steps",
// the number of steps that a schedule counted with; now the sampler's own count.
class PromptInputs {
  public:
    explicit PromptInputs(NodeDef& node);
    PromptRequest request(const Run& run) const;   // throws Failure

  private:
    In<Choice> syntax_, emphasis_;
    In<std::int64_t> clip_skip_;
};

}  // namespace noiseloom
