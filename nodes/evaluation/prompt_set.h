// Prompts with a known right answer: full captions of scenes that no training has seen.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "training/scenes/scene.h"

namespace noiseloom {

struct TestPrompt {
    std::string text;
    scenes::Scene scene;                              // that it describes
    std::map<std::string, std::int64_t> attributes;   // "kind", "colour", "position", "background": what must be seen
};

// `count` prompts of one object each, medium or large; kinds take turns.
std::vector<TestPrompt> test_prompts(std::int64_t count);

// The true picture, [3, side, side] in [-1, 1].
at::Tensor scene_picture(const scenes::Scene& scene, int side);

}  // namespace noiseloom
