// A prompt as an encoder reads it, for the prompt editor: windows with their borders, weights, slips in the syntax.
#pragma once

#include "models/text/text_encoder.h"
#include "ui/backend/backend.h"

namespace noiseloom {

PromptReading read_prompt_with(const TextEncoder& encoder, const std::string& text, Syntax syntax);

}  // namespace noiseloom
