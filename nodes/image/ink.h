// Colours of text on white, as the editor's light theme has them.
#pragma once

#include "image/canvas.h"

namespace noiseloom {

// Of 0xRRGGBB.
constexpr Colour rgb(unsigned code) {
    return {static_cast<float>(code >> 16) / 255, static_cast<float>(code >> 8 & 0xFFU) / 255, static_cast<float>(code & 0xFFU) / 255};
}

inline constexpr Colour text_colour = rgb(0x1B1E24), quiet_colour = rgb(0x4F5665);   // text, text2

}  // namespace noiseloom
