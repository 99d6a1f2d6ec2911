#include "training/scenes/objects.h"

#include <array>
#include <cmath>
#include <numbers>
#include <utility>

namespace noiseloom::scenes {
namespace {

constexpr float pi = std::numbers::pi_v<float>;

constexpr Rgb bark = rgb(122, 78, 46);
constexpr Rgb coal = rgb(44, 40, 56);
constexpr Rgb slate = rgb(112, 104, 124);
constexpr Rgb cream = rgb(255, 243, 218);
constexpr Rgb leaf = rgb(62, 152, 66);
constexpr Rgb glass = rgb(198, 232, 250);
constexpr Rgb lamplight = rgb(255, 232, 150);

using Parts = std::vector<Part>;

Part body(Shape shape) { return {std::move(shape), Paint::body}; }
Part plain(Shape shape) { return {std::move(shape), Paint::plain}; }
Part dark(Shape shape, float opacity = 1) { return {std::move(shape), Paint::dark, {}, opacity}; }
Part trim(Shape shape) { return {std::move(shape), Paint::trim}; }
Part core(Shape shape) { return {std::move(shape), Paint::core}; }
Part fixed(Shape shape, Rgb colour, float opacity = 1) { return {std::move(shape), Paint::fixed, colour, opacity}; }
Part gloss(Shape shape) { return fixed(std::move(shape), white, 0.55F); }

Shape tilted(Point centre, Point radii, float radians) { return rotated(ellipse(centre, radii), radians, centre); }
Shape below(float y) { return box({0, y + 2}, {4, 2}); }

// The left half of each ray catches the light.
Parts star_parts() {
    constexpr Point middle{0, 0.08F};
    std::vector<Shape> facets;
    for (int i = 0; i < 5; ++i) {
        const Shape facet = polygon({middle, {0, middle.y - 0.99F}, {-0.27F, middle.y - 0.37F}});
        facets.push_back(rotated(facet, static_cast<float>(i) * 2 * pi / 5, middle));
    }
    const Shape outline = star(middle, 0.9F, 0.42F, 5, 0.09F);
    return {body(outline), fixed(common(united(facets), outline), white, 0.2F)};
}

Parts heart_parts() {
    return {body(heart({0, 0.9F}, 1.62F)), gloss(tilted({-0.5F, -0.42F}, {0.2F, 0.1F}, -0.7F))};
}

Parts balloon_parts() {
    const Shape string = polyline({{0, 0.5F}, {0.03F, 0.6F}, {0.07F, 0.68F}, {0.05F, 0.77F}, {-0.02F, 0.85F}, {-0.03F, 0.96F}}, 0.032F);
    const Shape skin = united({ellipse({0, -0.3F}, {0.6F, 0.68F}), polygon({{-0.36F, 0}, {0.36F, 0}, {0.05F, 0.42F}, {-0.05F, 0.42F}}, 0.02F)});
    return {fixed(string, slate), dark(polygon({{-0.1F, 0.53F}, {0.1F, 0.53F}, {0, 0.4F}}, 0.04F)), body(skin),
            gloss(tilted({-0.26F, -0.55F}, {0.1F, 0.2F}, 0.4F))};
}

Parts house_parts() {
    const Shape panes = symmetric(box({0.34F, 0.38F}, {0.14F, 0.17F}, 0.03F));
    const Shape bars = symmetric(united({box({0.34F, 0.38F}, {0.02F, 0.17F}), box({0.34F, 0.38F}, {0.14F, 0.02F})}));
    return {dark(box({0.47F, -0.58F}, {0.12F, 0.32F}, 0.02F)),
            plain(box({0, 0.44F}, {0.58F, 0.5F}, 0.03F)),
            fixed(box({0, 0.15F}, {0.58F, 0.09F}), ink, 0.4F),   // the shadow of the eaves
            body(polygon({{-0.9F, 0.04F}, {0.9F, 0.04F}, {0, -0.88F}}, 0.06F)),
            dark(capsule({-0.9F, 0.055F}, {0.9F, 0.055F}, 0.045F)),
            fixed(panes, lamplight),
            fixed(bars, bark),
            fixed(united({box({0, 0.72F}, {0.14F, 0.22F}, 0.02F), circle({0, 0.54F}, 0.14F)}), bark),
            fixed(circle({0.08F, 0.68F}, 0.035F), lamplight)};
}

// A fir: three tiers, each in the shadow of the one above.
Parts tree_parts() {
    const auto tier = [](float top, float bottom, float half) {
        return polygon({{0, top}, {half, bottom}, {half * 0.45F, bottom + 0.05F}, {-half * 0.45F, bottom + 0.05F}, {-half, bottom}}, 0.05F);
    };
    const Shape low = tier(-0.22F, 0.54F, 0.74F);
    const Shape middle = tier(-0.58F, 0.14F, 0.58F);
    const Shape high = tier(-0.92F, -0.26F, 0.42F);
    return {fixed(box({0, 0.74F}, {0.13F, 0.22F}, 0.03F), bark), body(low), dark(common(moved(middle, {0.02F, 0.12F}), low), 0.75F), body(middle),
            dark(common(moved(high, {0.02F, 0.12F}), middle), 0.75F), body(high)};
}

Parts fish_parts() {
    const Shape tail = polygon({{-0.48F, 0}, {-0.92F, -0.44F}, {-0.78F, 0}, {-0.92F, 0.44F}}, 0.06F);
    const Shape top_fin = polygon({{-0.22F, -0.38F}, {0.34F, -0.42F}, {-0.04F, -0.74F}, {-0.3F, -0.7F}}, 0.06F);
    const Shape belly_fin = polygon({{-0.05F, 0.36F}, {0.25F, 0.4F}, {-0.05F, 0.66F}}, 0.05F);
    const Shape flank = ellipse({0.16F, 0}, {0.8F, 0.5F});
    return {dark(tail), dark(top_fin), dark(belly_fin), body(flank),
            dark(common(without(circle({0.34F, 0}, 0.46F), circle({0.42F, 0}, 0.46F)), box({0, 0}, {0.4F, 0.34F}))),   // the gill
            fixed(circle({0.6F, -0.12F}, 0.17F), white), fixed(circle({0.64F, -0.11F}, 0.09F), coal),
            fixed(circle({0.67F, -0.15F}, 0.035F), white), dark(capsule({0.72F, 0.17F}, {0.85F, 0.21F}, 0.028F))};
}

Parts flower_parts() {
    constexpr Point middle{0, -0.29F};
    const auto petals = [&](float turn) {
        std::vector<Shape> all;
        for (int i = 0; i < 6; ++i) all.push_back(rotated(ellipse({0, middle.y - 0.38F}, {0.25F, 0.29F}), turn + static_cast<float>(i) * pi / 3, middle));
        return united(all);
    };
    const Shape right_leaf = tilted({0.3F, 0.66F}, {0.3F, 0.12F}, -0.55F);
    return {fixed(capsule({0, 0}, {0, 0.93F}, 0.06F), leaf), fixed(symmetric(right_leaf), leaf), body(petals(0)), core(circle(middle, 0.25F)),
            gloss(circle({-0.08F, -0.37F}, 0.06F))};
}

Parts boat_parts() {
    const Shape hull = without(common(ellipse({0, 0.3F}, {0.94F, 0.62F}), below(0.3F)), below(0.9F));
    return {fixed(box({0, -0.25F}, {0.045F, 0.66F}, 0.02F), bark),
            dark(polygon({{0.03F, -0.92F}, {0.03F, -0.72F}, {0.3F, -0.82F}}, 0.02F)),
            fixed(polygon({{0.12F, -0.64F}, {0.12F, 0.2F}, {0.7F, 0.2F}}, 0.04F), cream),
            plain(polygon({{-0.12F, -0.5F}, {-0.12F, 0.2F}, {-0.6F, 0.2F}}, 0.04F)),
            body(hull),
            dark(common(hull, box({0, 0.33F}, {1, 0.07F})))};
}

Parts mushroom_parts() {
    const Shape cap = common(ellipse({0, 0.14F}, {0.94F, 1.0F}), box({0, -0.4F}, {0.94F, 0.6F}, 0.14F));
    const Shape stem = united({box({0, 0.4F}, {0.22F, 0.5F}, 0.1F), ellipse({0, 0.72F}, {0.32F, 0.22F})});
    return {fixed(stem, cream), fixed(common(ellipse({0, 0.16F}, {0.3F, 0.16F}), stem), ink, 0.2F), body(cap),
            gloss(tilted({-0.42F, -0.42F}, {0.24F, 0.1F}, -0.75F))};
}

Parts cat_parts() {
    const Shape ear = polygon({{0.2F, -0.44F}, {0.64F, -0.84F}, {0.74F, -0.12F}}, 0.07F);
    const Shape inner_ear = polygon({{0.36F, -0.44F}, {0.59F, -0.66F}, {0.65F, -0.28F}}, 0.04F);
    const Shape eye = ellipse({0.34F, 0.04F}, {0.12F, 0.15F});
    const Shape whiskers = united({capsule({0.5F, 0.28F}, {0.92F, 0.2F}, 0.025F), capsule({0.5F, 0.38F}, {0.9F, 0.44F}, 0.025F)});
    const Shape smile = polyline({{0, 0.36F}, {0.06F, 0.44F}, {0.14F, 0.46F}, {0.21F, 0.41F}}, 0.028F);
    return {body(symmetric(ear)), fixed(symmetric(inner_ear), rgb(250, 170, 178)), body(ellipse({0, 0.16F}, {0.84F, 0.7F})),
            fixed(symmetric(eye), coal), fixed(united({circle({-0.3F, -0.02F}, 0.05F), circle({0.38F, -0.02F}, 0.05F)}), white),
            fixed(symmetric(whiskers), coal), fixed(symmetric(smile), coal),
            fixed(polygon({{-0.07F, 0.25F}, {0.07F, 0.25F}, {0, 0.33F}}, 0.04F), rgb(236, 96, 120))};
}

Parts car_parts() {
    const Shape cabin = polygon({{-0.62F, 0.02F}, {0.54F, 0.02F}, {0.24F, -0.46F}, {-0.4F, -0.46F}}, 0.08F);
    const Shape glazing = polygon({{-0.48F, -0.02F}, {0.4F, -0.02F}, {0.18F, -0.36F}, {-0.34F, -0.36F}}, 0.03F);
    const Shape wheels = united({circle({-0.52F, 0.44F}, 0.25F), circle({0.52F, 0.44F}, 0.25F)});
    const Shape arches = united({circle({-0.52F, 0.44F}, 0.31F), circle({0.52F, 0.44F}, 0.31F)});
    return {plain(cabin), fixed(glazing, glass), plain(box({-0.06F, -0.2F}, {0.055F, 0.24F})), body(box({0, 0.2F}, {0.98F, 0.28F}, 0.17F)),
            dark(box({0, 0.41F}, {0.94F, 0.05F}, 0.03F)), dark(common(arches, box({0, 0.2F}, {0.98F, 0.28F}))), fixed(wheels, coal),
            fixed(united({circle({-0.52F, 0.44F}, 0.12F), circle({0.52F, 0.44F}, 0.12F)}), rgb(214, 214, 222)),
            fixed(ellipse({0.88F, 0.12F}, {0.08F, 0.09F}), lamplight), dark(capsule({-0.3F, 0.1F}, {-0.2F, 0.1F}, 0.025F))};
}

Parts gift_parts() {
    const Shape loop = tilted({0.36F, -0.54F}, {0.36F, 0.22F}, -0.4F);
    const Shape hole = tilted({0.4F, -0.55F}, {0.19F, 0.09F}, -0.4F);
    return {trim(symmetric(without(loop, hole))), body(box({0, 0.44F}, {0.78F, 0.5F}, 0.05F)), fixed(box({0, 0.13F}, {0.76F, 0.09F}), ink, 0.2F),
            dark(box({0, -0.07F}, {0.9F, 0.18F}, 0.06F)), trim(box({0, 0.345F}, {0.15F, 0.595F})), trim(circle({0, -0.36F}, 0.16F))};
}

Drawing make(Parts parts) {
    std::vector<Shape> shapes;
    for (const Part& part : parts)
        if (part.opacity == 1) shapes.push_back(part.shape);
    return {std::move(parts), united(std::move(shapes))};
}

}  // namespace

const Drawing& drawing_of(Kind kind) {
    static const std::array<Drawing, count_of<Kind>()> drawings{
        make(star_parts()),   make(heart_parts()), make(balloon_parts()),  make(house_parts()), make(tree_parts()), make(fish_parts()),
        make(flower_parts()), make(boat_parts()),  make(mushroom_parts()), make(cat_parts()),   make(car_parts()),  make(gift_parts())};
    return drawings[static_cast<std::size_t>(kind)];
}

}  // namespace noiseloom::scenes
