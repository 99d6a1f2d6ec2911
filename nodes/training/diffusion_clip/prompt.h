// What a loaded model is asked while it is trained.
#pragma once

#include "models/load.h"

namespace noiseloom {

// The encoded prompt of a model with text towers; an empty conditioning for one that has none, which takes no prompt.
// Throws Failure: a prompt too many (bad_workflow), a tower whose tokenizer is not in the model's folder (bad_model).
std::shared_ptr<const Conditioning> prompt_of(const LoadedModel& model, const std::string& prompt);

}  // namespace noiseloom
