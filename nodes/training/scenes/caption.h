// Scenes in words:
//
//     [size] [pattern] [colour] kind [position] [background]
//     "a large striped red cat in the centre, at night"
//
// Captions for training are drawn from a seed: each attribute in brackets is said with probability
// `keep`, in one of several ways ("big" or "large", two phrases a position, three a landscape),
// sometimes background first, sometimes as "a picture of". A relation of two objects can be told from
// either side. What a caption says is always true of the scene; an attribute that it leaves out is open.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "training/scenes/scene.h"

namespace noiseloom::scenes {

std::string caption(const Scene& scene, std::uint64_t seed, double keep = 0.8);

// The canonical caption: every attribute, always in the same words. Evaluation makes prompts of labels,
// draws pictures with a model, and compares what a classifier sees with the labels.
std::string prompt_for(const SceneLabels& labels);

// Every word that captions can hold, each once, sorted: what a tokenizer should know.
std::vector<std::string> caption_words();

}  // namespace noiseloom::scenes
