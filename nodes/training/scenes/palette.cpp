#include "training/scenes/palette.h"

namespace noiseloom::scenes {
namespace {

constexpr Rgb cream = rgb(255, 246, 224);
constexpr Rgb honey = rgb(255, 206, 64);

constexpr Palette family(Rgb base, Rgb dark, Rgb shade) {
    return {.base = base, .dark = dark, .shade = shade, .pattern = mixed(base, white, 0.64F), .trim = cream, .core = honey};
}

// Pale colours need a pattern, a ribbon or a flower's middle that stands out.
constexpr Palette changed(Palette palette, Rgb pattern, Rgb trim, Rgb core) {
    palette.pattern = pattern;
    palette.trim = trim;
    palette.core = core;
    return palette;
}

// Dark tones and shades keep the hue: mixed with black, yellow would be olive and pink would be grey.
constexpr Palette orange = family(rgb(249, 128, 22), rgb(212, 88, 12), rgb(130, 30, 10));
constexpr Palette yellow = family(rgb(253, 210, 42), rgb(232, 162, 20), rgb(160, 70, 0));
constexpr Palette snow_white = family(rgb(246, 246, 250), rgb(204, 210, 224), rgb(60, 70, 120));

constexpr Palette palettes[count_of<Colour>()] = {
    family(rgb(226, 44, 50), rgb(172, 24, 48), rgb(90, 0, 40)),
    changed(orange, orange.pattern, cream, rgb(255, 230, 130)),
    changed(yellow, rgb(255, 247, 212), rgb(255, 250, 236), rgb(242, 124, 30)),
    family(rgb(44, 168, 76), rgb(20, 124, 66), rgb(0, 50, 60)),
    family(rgb(36, 100, 228), rgb(24, 66, 176), rgb(10, 10, 90)),
    family(rgb(130, 66, 198), rgb(94, 40, 156), rgb(40, 0, 90)),
    family(rgb(248, 130, 184), rgb(222, 88, 150), rgb(130, 20, 90)),
    changed(snow_white, rgb(176, 186, 208), rgb(240, 190, 70), honey),
};

}  // namespace

const Palette& palette_of(Colour colour) { return palettes[static_cast<std::size_t>(colour)]; }

}  // namespace noiseloom::scenes
