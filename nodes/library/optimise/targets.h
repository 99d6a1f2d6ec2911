// What a search by CLIP goes for, from the fields of its node.
#pragma once

#include "clip_guidance/prompts.h"
#include "models/clip_model.h"

namespace noiseloom {

// By phase of `story`: its texts, then in every phase the random directions of `noise` (WORD:WEIGHT). At least one phase, which
// may be empty. Errors (bad_workflow) name the field.
Result<std::vector<std::vector<ClipTarget>>> search_targets(const ClipModel& clip, const std::string& story, const std::string& noise);

}  // namespace noiseloom
