// What a picture shall be like, in CLIP's space: texts, pictures or random directions, each with a weight and a stop.
//
//     "a red house | fog:0.5 | letters:-1:-0.6 ^ a blue house"
//
// `|` separates prompts that count at the same time, `^` phases that follow each other. TEXT:WEIGHT:STOP: a negative weight
// drives away, and a prompt whose (signed) distance has fallen below its stop pulls no more.
#pragma once

#include <limits>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "core/result.h"

namespace noiseloom {

struct PromptText {
    std::string text;
    double weight = 1;
    double stop = -std::numeric_limits<double>::infinity();
};

// By phase. Empty prompts are left out, empty phases too. Errors (bad_workflow): a weight that is no number of at most 10000.
Result<std::vector<std::vector<PromptText>>> parse_story(const std::string& text);

struct ClipTarget {
    at::Tensor embedding;   // [M, D] unit vectors; several for the cutouts of a picture
    double weight = 1;
    double stop = -std::numeric_limits<double>::infinity();
};

enum class ClipDistance { spherical, cosine };   // see clip_loss.h

// |w|·mean over all pairs of sign(w)·d. embeds [N, D] unit vectors; a number.
at::Tensor target_loss(const at::Tensor& embeds, const ClipTarget& target, ClipDistance distance = ClipDistance::spherical);

// The direction of a noise prompt, [1, D], a unit vector.
at::Tensor noise_embedding(std::uint64_t seed, std::int64_t width);

}  // namespace noiseloom
