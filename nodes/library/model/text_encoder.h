// From the text towers of a loaded model to a text encoder with tokenizers.
#pragma once

#include "core/run.h"
#include "models/load.h"
#include "models/text/text_encoder.h"

namespace noiseloom {

// Tokenizers come from the model's folder; single files have none and use CLIP's own, which comes with
// Noiseloom ("clip-tokenizer" in the model folders).
Result<std::shared_ptr<const TextEncoder>> make_text_encoder(const LoadedModel& model, RunContext& context);

}  // namespace noiseloom
