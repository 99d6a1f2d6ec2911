// What scenes are made of: the closed lists of kinds, colours, patterns, sizes, positions and
// backgrounds. The order of each list is the label that classifiers learn, so lists only grow at
// their ends; the names are the words of captions and of options.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace noiseloom::scenes {

enum class Kind { star, heart, balloon, house, tree, fish, flower, boat, mushroom, cat, car, gift };
enum class Colour { red, orange, yellow, green, blue, purple, pink, white };
enum class Pattern { plain, striped, dotted };
enum class Size { small, medium, large };
// Where one object lies, and how two lie to each other: the first left of the second, or above it.
enum class Position { centre, left, right, top, bottom, left_of, above };
// Six landscapes, then four plain walls.
enum class Background { night, sunset, meadow, sea, desert, snow, white, black, blue, pink };

// The names of an enumeration's values, in order; their number is the number of classes.
template <class E>
struct Names;

template <>
struct Names<Kind> {
    static constexpr std::string_view list = "kind";
    static constexpr std::array<std::string_view, 12> all{"star",   "heart", "balloon",  "house", "tree", "fish",
                                                          "flower", "boat",  "mushroom", "cat",   "car",  "gift"};
};
template <>
struct Names<Colour> {
    static constexpr std::string_view list = "colour";
    static constexpr std::array<std::string_view, 8> all{"red", "orange", "yellow", "green", "blue", "purple", "pink", "white"};
};
template <>
struct Names<Pattern> {
    static constexpr std::string_view list = "pattern";
    static constexpr std::array<std::string_view, 3> all{"plain", "striped", "dotted"};
};
template <>
struct Names<Size> {
    static constexpr std::string_view list = "size";
    static constexpr std::array<std::string_view, 3> all{"small", "medium", "large"};
};
template <>
struct Names<Position> {
    static constexpr std::string_view list = "position";
    static constexpr std::array<std::string_view, 7> all{"centre", "left", "right", "top", "bottom", "left of", "above"};
};
template <>
struct Names<Background> {
    static constexpr std::string_view list = "background";
    static constexpr std::array<std::string_view, 10> all{"night", "sunset", "meadow", "sea", "desert", "snow", "white", "black", "blue", "pink"};
};

template <class E>
constexpr std::size_t count_of() {
    return Names<E>::all.size();
}
template <class E>
constexpr std::string_view name_of(E value) {
    return Names<E>::all[static_cast<std::size_t>(value)];
}

constexpr bool is_landscape(Background background) { return background <= Background::snow; }
constexpr bool is_relation(Position position) { return position >= Position::left_of; }

// An object that would vanish into its wall: white on white, blue on blue, pink on pink.
constexpr bool is_excluded(Background background, Colour colour) {
    return (background == Background::white && colour == Colour::white) || (background == Background::blue && colour == Colour::blue) ||
           (background == Background::pink && colour == Colour::pink);
}

}  // namespace noiseloom::scenes
