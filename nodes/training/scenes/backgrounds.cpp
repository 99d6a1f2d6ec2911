#include "training/scenes/backgrounds.h"

#include <numbers>

namespace noiseloom::scenes {
namespace {

void disc(Canvas& canvas, Point centre, float radius, Rgb colour, float opacity = 1) {
    static const Shape unit = circle({}, 1);
    fill(canvas, {centre, radius}, unit, {colour, opacity});
}

// Fades from the centre to `radius`.
void glow(Canvas& canvas, Point centre, float radius, Rgb colour, float opacity) {
    static const Shape half = circle({}, 0.5F);
    fill_soft(canvas, {centre, radius}, half, {colour, opacity}, 0.5F);
}

struct Interval {
    float low, high;
};

void scatter(Canvas& canvas, Random& random, int count, Interval radius, float lowest, Rgb colour, float opacity) {
    for (int i = 0; i < count; ++i) {
        const float x = random.between(0.02F, 0.98F);
        const float y = random.between(0.02F, lowest);
        disc(canvas, {x, y}, random.between(radius.low, radius.high), colour, opacity);
    }
}

void cloud(Canvas& canvas, Point centre, float size) {
    static const Shape puffs = united({circle({0, -0.1F}, 0.5F), circle({-0.5F, 0.08F}, 0.34F), circle({0.52F, 0.05F}, 0.38F),
                                       box({0, 0.26F}, {0.86F, 0.17F}, 0.17F)});
    fill(canvas, {centre, size}, puffs, {white, 0.9F});
}

float any_phase(Random& random) { return random.between(0, 2 * std::numbers::pi_v<float>); }

void night(Canvas& canvas, Random& random) {
    fill_gradient(canvas, rgb(12, 14, 50), rgb(32, 32, 90), rgb(70, 58, 130), 0.5F);
    scatter(canvas, random, 18, {0.006F, 0.012F}, 0.8F, rgb(255, 250, 220), 0.9F);
    static const Shape moon = without(circle({}, 1), circle({0.45F, -0.25F}, 0.85F));
    const Point at{random.between(0.12F, 0.88F), random.between(0.1F, 0.2F)};
    glow(canvas, at, 0.2F, rgb(255, 240, 190), 0.18F);
    fill(canvas, {at, 0.065F, random.chance(0.5)}, moon, {rgb(255, 240, 190)});
    fill_ground(canvas, {random.between(0.84F, 0.91F), 0.03F, 1, any_phase(random), rgb(22, 22, 54), rgb(10, 10, 30)});
}

void sunset(Canvas& canvas, Random& random) {
    fill_gradient(canvas, rgb(98, 54, 134), rgb(242, 112, 92), rgb(255, 198, 112), 0.45F);
    const Point sun{random.between(0.25F, 0.75F), random.between(0.64F, 0.72F)};
    glow(canvas, sun, 0.4F, rgb(255, 226, 140), 0.45F);
    disc(canvas, sun, 0.14F, rgb(255, 238, 156));
    fill_ground(canvas, {random.between(0.7F, 0.76F), 0.025F, 1, any_phase(random), rgb(134, 58, 104), rgb(88, 38, 86)});
    fill_ground(canvas, {random.between(0.84F, 0.89F), 0.03F, 1.3F, any_phase(random), rgb(94, 40, 86), rgb(54, 24, 64)});
}

void meadow(Canvas& canvas, Random& random) {
    fill_gradient(canvas, rgb(108, 188, 250), rgb(188, 226, 252), rgb(222, 242, 252), 0.6F);
    cloud(canvas, {random.between(0.1F, 0.9F), random.between(0.1F, 0.2F)}, 0.12F);
    cloud(canvas, {random.between(0.1F, 0.9F), random.between(0.25F, 0.35F)}, 0.08F);
    fill_ground(canvas, {random.between(0.62F, 0.7F), 0.045F, 1, any_phase(random), rgb(136, 208, 98), rgb(92, 172, 72)});
    fill_ground(canvas, {random.between(0.77F, 0.83F), 0.04F, 1.5F, any_phase(random), rgb(98, 182, 74), rgb(58, 138, 56)});
}

void sea(Canvas& canvas, Random& random) {
    fill_gradient(canvas, rgb(146, 214, 250), rgb(206, 238, 252), rgb(228, 246, 252), 0.5F);
    cloud(canvas, {random.between(0.1F, 0.9F), random.between(0.1F, 0.22F)}, 0.11F);
    const float horizon = random.between(0.56F, 0.64F);
    fill_ground(canvas, {horizon, 0, 1, 0, rgb(38, 128, 200), rgb(24, 96, 176)});
    fill_ground(canvas, {horizon + 0.11F, 0.014F, 4, any_phase(random), rgb(66, 158, 222), rgb(36, 116, 194)});
    fill_ground(canvas, {horizon + 0.25F, 0.016F, 4, any_phase(random), rgb(96, 186, 234), rgb(46, 130, 206)});
}

void desert(Canvas& canvas, Random& random) {
    fill_gradient(canvas, rgb(255, 212, 138), rgb(255, 232, 180), rgb(255, 241, 208), 0.6F);
    const Point sun{random.between(0.12F, 0.88F), random.between(0.12F, 0.22F)};
    glow(canvas, sun, 0.22F, rgb(255, 252, 226), 0.6F);
    disc(canvas, sun, 0.075F, rgb(255, 251, 228));
    fill_ground(canvas, {random.between(0.62F, 0.7F), 0.055F, 1, any_phase(random), rgb(240, 184, 106), rgb(218, 150, 78)});
    fill_ground(canvas, {random.between(0.77F, 0.83F), 0.045F, 1.4F, any_phase(random), rgb(226, 156, 82), rgb(194, 118, 56)});
}

void snow(Canvas& canvas, Random& random) {
    fill_gradient(canvas, rgb(136, 168, 206), rgb(182, 206, 230), rgb(212, 226, 242), 0.6F);
    fill_ground(canvas, {random.between(0.64F, 0.71F), 0.045F, 1, any_phase(random), rgb(226, 236, 247), rgb(206, 221, 238)});
    fill_ground(canvas, {random.between(0.78F, 0.84F), 0.04F, 1.5F, any_phase(random), rgb(248, 251, 255), rgb(226, 237, 248)});
    scatter(canvas, random, 24, {0.008F, 0.016F}, 0.98F, white, 0.9F);
}

void wall(Canvas& canvas, Rgb colour) { fill_gradient(canvas, mixed(colour, white, 0.16F), colour, mixed(colour, ink, 0.1F), 0.5F); }

}  // namespace

void paint_background(Canvas& canvas, Background background, Random& random) {
    switch (background) {
        case Background::night: return night(canvas, random);
        case Background::sunset: return sunset(canvas, random);
        case Background::meadow: return meadow(canvas, random);
        case Background::sea: return sea(canvas, random);
        case Background::desert: return desert(canvas, random);
        case Background::snow: return snow(canvas, random);
        case Background::white: return wall(canvas, rgb(244, 243, 240));
        case Background::black: return wall(canvas, rgb(36, 36, 42));
        case Background::blue: return wall(canvas, rgb(118, 174, 236));
        case Background::pink: return wall(canvas, rgb(250, 198, 214));
    }
}

}  // namespace noiseloom::scenes
