#include "training/scenes/render.h"

#include "training/scenes/backgrounds.h"
#include "training/scenes/objects.h"

namespace noiseloom::scenes {
namespace {

constexpr std::uint64_t scenery_stream = 2;
constexpr Point shadow_offset{0.05F, 0.09F};   // in radii
constexpr float shadow_softness = 0.13F;
constexpr float shadow_opacity = 0.32F;

Brush brush_of(const Part& part, const SceneObject& object) {
    const Palette& palette = palette_of(object.colour);
    const auto lit = [&](Rgb colour, Pattern pattern) { return Brush{colour, part.opacity, pattern, palette.pattern, true, palette.shade}; };
    switch (part.paint) {
        case Paint::body: return lit(palette.base, object.pattern);
        case Paint::plain: return lit(palette.base, Pattern::plain);
        case Paint::dark: return lit(palette.dark, Pattern::plain);
        case Paint::trim: return {palette.trim, part.opacity};
        case Paint::core: return {palette.core, part.opacity};
        case Paint::fixed: break;
    }
    return {part.colour, part.opacity};
}

void paint_object(Canvas& canvas, const SceneObject& object) {
    const Drawing& drawing = drawing_of(object.kind);
    Placement placement{{object.x + shadow_offset.x * object.radius, object.y + shadow_offset.y * object.radius}, object.radius, object.mirrored};
    fill_soft(canvas, placement, drawing.silhouette, {ink, shadow_opacity}, shadow_softness);
    placement.centre = {object.x, object.y};
    for (const Part& part : drawing.parts) fill(canvas, placement, part.shape, brush_of(part, object));
}

std::uint8_t to_byte(float value) { return static_cast<std::uint8_t>((value < 0 ? 0 : value > 1 ? 1 : value) * 255 + 0.5F); }

}  // namespace

void render(const Scene& scene, int size, std::span<std::uint8_t> rgb) {
    Canvas canvas(size);
    Random random(scene.scenery, scenery_stream);
    paint_background(canvas, scene.background, random);
    for (const SceneObject& object : scene.objects) paint_object(canvas, object);
    auto out = rgb.begin();
    for (const Rgb& pixel : canvas.pixels)
        for (const float value : {pixel.r, pixel.g, pixel.b}) *out++ = to_byte(value);
}

}  // namespace noiseloom::scenes
