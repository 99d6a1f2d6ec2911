// A scene: what a picture of the procedural data set shows, before it is drawn or put into words.
//
// One or two objects in front of a background. Everything follows from a 64-bit seed and the options,
// so a data set is a range of seeds, never files: training takes 0 upwards, validation 10,000,000 upwards.
//
//     const Scene scene = sample_scene(seed, {});
//     render(scene, 128, pixels);                      // render.h
//     const std::string text = caption(scene, seed);   // caption.h
#pragma once

#include <cstdint>
#include <vector>

#include "training/scenes/scene_options.h"
#include "training/scenes/vocabulary.h"

namespace noiseloom::scenes {

// Lengths are parts of the picture's side; x goes right, y goes down.
struct SceneObject {
    Kind kind = Kind::star;
    Colour colour = Colour::red;
    Pattern pattern = Pattern::plain;
    Size size = Size::medium;
    float x = 0.5F;        // centre
    float y = 0.5F;
    float radius = 0.25F;  // half the side of the square that the drawing fills
    bool mirrored = false;
};

struct Scene {
    Background background = Background::white;
    Position position = Position::centre;   // of the only object, or of the first to the second
    std::vector<SceneObject> objects;       // one or two
    std::uint64_t scenery = 0;              // seed of what the caption does not say: hills, clouds, stars
};

// Needs options that check() accepts.
Scene sample_scene(std::uint64_t seed, const SceneOptions& options);

// Classes for classifiers: values of the enumerations as numbers from 0.
struct ObjectLabels {
    int kind = 0;       // of 12
    int colour = 0;     // of 8
    int pattern = 0;    // of 3
    int size = 0;       // of 3

    bool operator==(const ObjectLabels&) const = default;
};

struct SceneLabels {
    int background = 0;   // of 10
    int position = 0;     // of 7; the last two are relations of two objects
    std::vector<ObjectLabels> objects;

    bool operator==(const SceneLabels&) const = default;
};

SceneLabels labels(const Scene& scene);

}  // namespace noiseloom::scenes
