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

// Their true pictures, [N, 3, side, side] in [-1, 1] float32 on the CPU.
at::Tensor scene_pictures(const std::vector<TestPrompt>& prompts, int side);

// Of one picture a prompt: the shares in which what was asked for was seen.
struct Shares {
    std::map<std::string, double> by_attribute;
    double all = 0;   // with every attribute right
};
// `seen` as Judge::look() tells it; holds every attribute of the prompts.
Shares right_shares(const std::map<std::string, std::vector<std::int64_t>>& seen, const std::vector<TestPrompt>& prompts);

}  // namespace noiseloom
