// Which scenes a data set holds. The defaults are the whole task; a curriculum starts with less of it:
// one large object in the centre, then positions, then sizes, then two objects.
//
//     { "kinds": ["cat", "house"], "sizes": ["large"], "positions": ["centre"], "two_objects": 0 }
#pragma once

#include <vector>

#include "core/json.h"
#include "training/scenes/vocabulary.h"

namespace noiseloom::scenes {

template <class E>
std::vector<E> every(std::size_t first = 0, std::size_t end = count_of<E>()) {
    std::vector<E> all;
    for (std::size_t i = first; i < end; ++i) all.push_back(static_cast<E>(i));
    return all;
}

struct SceneOptions {
    // What may occur. Within a list every value is equally likely, but for the shares below.
    std::vector<Kind> kinds = every<Kind>();
    std::vector<Colour> colours = every<Colour>();
    std::vector<Pattern> patterns = every<Pattern>();
    std::vector<Size> sizes = every<Size>();                // large ones lie in the centre, alone
    std::vector<Position> positions = every<Position>(0, 5);   // of one object
    std::vector<Position> relations = every<Position>(5, 7);   // of two
    std::vector<Background> backgrounds = every<Background>();

    // Probabilities. A share counts where the list leaves the choice.
    double plain = 0.55;         // objects without a pattern
    double centre = 0.4;         // single objects in the centre
    double landscape = 0.7;      // landscapes rather than walls
    double two_objects = 0.3;    // scenes with two objects
    double mirrored = 0.5;       // objects drawn the other way round
};

// Whether scenes can be made: no list empty, shares in [0, 1], two objects that can differ in kind and
// colour, a colour for every background, a size for every position. Errors: usage.
Result<void> check(const SceneOptions& options);

// From a configuration: any of the members by name, lists as arrays of names (vocabulary.h; the relations
// are "left of" and "above"), the others as defaults. Errors name the key: usage.
Result<SceneOptions> scene_options(const Json& json);

}  // namespace noiseloom::scenes
