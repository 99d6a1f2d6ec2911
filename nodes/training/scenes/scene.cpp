#include "training/scenes/scene.h"

#include <utility>

#include "training/scenes/random.h"

namespace noiseloom::scenes {
namespace {

constexpr std::uint64_t scene_stream = 1;

struct Interval {
    float low, high;
};

// Half sides, as parts of the picture's side; two objects share its room.
constexpr Interval radii_alone[] = {{0.135F, 0.165F}, {0.22F, 0.255F}, {0.33F, 0.375F}};
constexpr Interval radii_of_two[] = {{0.13F, 0.155F}, {0.195F, 0.218F}};
constexpr float margin = 0.016F;        // that the drawing keeps from the picture's edge
constexpr float off_centre = 0.045F;    // how far an object may lie further in than the margin asks
constexpr float jitter = 0.04F;         // of a coordinate that the caption calls the centre
constexpr float cell = 0.25F;           // from the edge to the centre of either half

float draw(Random& random, Interval interval) { return random.between(interval.low, interval.high); }

template <class E, class Allowed>
std::vector<E> only(const std::vector<E>& values, Allowed allowed) {
    std::vector<E> kept;
    for (const E value : values)
        if (allowed(value)) kept.push_back(value);
    return kept;
}

// One of `values`: with probability `share` one that is special, where the list leaves the choice.
template <class E, class Special>
E pick_with_share(Random& random, const std::vector<E>& values, double share, Special special) {
    const std::vector<E> yes = only(values, special);
    const std::vector<E> no = only(values, [&](E value) { return !special(value); });
    const bool chosen = random.chance(share);
    if (yes.empty() || no.empty()) return random.pick(values);
    return random.pick(chosen ? yes : no);
}

SceneObject draw_object(Random& random, const SceneOptions& options, const std::vector<Kind>& kinds, const std::vector<Colour>& colours) {
    SceneObject object;
    object.kind = random.pick(kinds);
    object.colour = random.pick(colours);
    object.pattern = pick_with_share(random, options.patterns, options.plain, [](Pattern pattern) { return pattern == Pattern::plain; });
    object.mirrored = random.chance(options.mirrored);
    return object;
}

std::vector<Size> not_large(const SceneOptions& options) {
    return only(options.sizes, [](Size size) { return size != Size::large; });
}

void place_alone(Random& random, const SceneOptions& options, Scene& scene) {
    scene.position = pick_with_share(random, options.positions, options.centre, [](Position position) { return position == Position::centre; });
    SceneObject& object = scene.objects.front();
    object.size = random.pick(scene.position == Position::centre ? options.sizes : not_large(options));
    object.radius = draw(random, radii_alone[static_cast<std::size_t>(object.size)]);
    object.x = 0.5F + random.between(-jitter, jitter);
    object.y = 0.5F + random.between(-jitter, jitter);
    const float near_edge = object.radius + margin + random.between(0, off_centre);
    if (scene.position == Position::left) object.x = near_edge;
    if (scene.position == Position::right) object.x = 1 - near_edge;
    if (scene.position == Position::top) object.y = near_edge;
    if (scene.position == Position::bottom) object.y = 1 - near_edge;
}

void place_two(Random& random, const SceneOptions& options, Scene& scene) {
    scene.position = random.pick(options.relations);
    float along = cell;
    for (SceneObject& object : scene.objects) {
        object.size = random.pick(not_large(options));
        object.radius = draw(random, radii_of_two[static_cast<std::size_t>(object.size)]);
        const float slack = cell - margin - object.radius;   // keeps it in its half, off the edges
        object.x = along + random.between(-slack, slack) / 2;
        object.y = 0.5F + random.between(-jitter, jitter);
        if (scene.position == Position::above) std::swap(object.x, object.y);
        along += 2 * cell;
    }
}

}  // namespace

Scene sample_scene(std::uint64_t seed, const SceneOptions& options) {
    Random random(seed, scene_stream);
    Scene scene;
    scene.scenery = seed;
    scene.background = pick_with_share(random, options.backgrounds, options.landscape, is_landscape);
    const std::vector<Colour> colours = only(options.colours, [&](Colour colour) { return !is_excluded(scene.background, colour); });
    const bool two = random.chance(options.two_objects);
    scene.objects.push_back(draw_object(random, options, options.kinds, colours));
    if (!two) {
        place_alone(random, options, scene);
        return scene;
    }
    const SceneObject first = scene.objects.front();
    scene.objects.push_back(draw_object(random, options, only(options.kinds, [&](Kind kind) { return kind != first.kind; }),
                                        only(colours, [&](Colour colour) { return colour != first.colour; })));
    place_two(random, options, scene);
    return scene;
}

SceneLabels labels(const Scene& scene) {
    SceneLabels labels;
    labels.background = static_cast<int>(scene.background);
    labels.position = static_cast<int>(scene.position);
    for (const SceneObject& object : scene.objects)
        labels.objects.push_back({static_cast<int>(object.kind), static_cast<int>(object.colour), static_cast<int>(object.pattern),
                                  static_cast<int>(object.size)});
    return labels;
}

}  // namespace noiseloom::scenes
