// Colours of the flat-design look: each colour word stands for a small family of tones.
#pragma once

#include "training/scenes/vocabulary.h"

namespace noiseloom::scenes {

struct Rgb {
    float r = 0, g = 0, b = 0;   // sRGB-encoded, 0 to 1
};

constexpr Rgb rgb(int red, int green, int blue) {
    return {static_cast<float>(red) / 255, static_cast<float>(green) / 255, static_cast<float>(blue) / 255};
}

constexpr Rgb mixed(Rgb from, Rgb to, float share) {
    return {from.r + (to.r - from.r) * share, from.g + (to.g - from.g) * share, from.b + (to.b - from.b) * share};
}

inline constexpr Rgb white = rgb(255, 255, 255);
inline constexpr Rgb ink = rgb(18, 10, 44);   // what shade and shadow are made of

struct Palette {
    Rgb base;      // the colour itself
    Rgb dark;      // roofs, lids, fins
    Rgb shade;     // what the side away from the light is mixed with
    Rgb pattern;   // stripes and dots on the base
    Rgb trim;      // ribbons: pale, unless the base is
    Rgb core;      // the middle of a flower: warm, unless the base is
};

const Palette& palette_of(Colour colour);

}  // namespace noiseloom::scenes
