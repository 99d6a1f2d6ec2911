#include "training/scenes/scene_options.h"

#include <algorithm>
#include <string>
#include <utility>

namespace noiseloom::scenes {
namespace {

Error wrong(std::string message, std::string hint) {
    return Error{.code = Code::usage, .message = "The scenes' options: " + std::move(message), .hint = std::move(hint)};
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

template <class E>
std::string names(const std::vector<E>& values) {
    std::vector<std::string> words;
    for (const E value : values) words.emplace_back(name_of(value));
    return joined(words);
}

// Calls visit(key, list, what the list may hold) and visit(key, share) for every member.
template <class Options, class Visit>
Result<void> each_member(Options& options, Visit visit) {
    NL_CHECK(visit("kinds", options.kinds, every<Kind>()));
    NL_CHECK(visit("colours", options.colours, every<Colour>()));
    NL_CHECK(visit("patterns", options.patterns, every<Pattern>()));
    NL_CHECK(visit("sizes", options.sizes, every<Size>()));
    NL_CHECK(visit("positions", options.positions, every<Position>(0, 5)));
    NL_CHECK(visit("relations", options.relations, every<Position>(5, 7)));
    NL_CHECK(visit("backgrounds", options.backgrounds, every<Background>()));
    NL_CHECK(visit("plain", options.plain));
    NL_CHECK(visit("centre", options.centre));
    NL_CHECK(visit("landscape", options.landscape));
    NL_CHECK(visit("two_objects", options.two_objects));
    return visit("mirrored", options.mirrored);
}

Error not_one_of(const std::string& key, const std::string& name, const std::string& allowed) {
    return wrong("'" + key + "' cannot hold " + name + ".", "Choose from: " + allowed + ".");
}

struct Check {
    template <class E>
    Result<void> operator()(const std::string& key, const std::vector<E>& values, const std::vector<E>& allowed) const {
        if (values.empty()) return wrong("'" + key + "' is empty.", "Name at least one of: " + names(allowed) + ".");
        for (const E value : values) {
            const std::string name = "'" + std::string(name_of(value)) + "'";
            if (std::count(allowed.begin(), allowed.end(), value) == 0) return not_one_of(key, name, names(allowed));
            if (std::count(values.begin(), values.end(), value) > 1) return wrong("'" + key + "' names " + name + " twice.", "Name it once.");
        }
        return {};
    }
    Result<void> operator()(const std::string& key, double share) const {
        if (share >= 0 && share <= 1) return {};
        return wrong("'" + key + "' must be a probability.", "Give a number from 0 to 1.");
    }
};

struct Read {
    const Json& json;

    template <class E>
    Result<void> operator()(const std::string& key, std::vector<E>& values, const std::vector<E>& allowed) const {
        if (!json.contains(key)) return {};
        if (!json[key].is_array()) return wrong("'" + key + "' must be a list of names.", "Choose from: " + names(allowed) + ".");
        values.clear();
        for (const Json& item : json[key]) {
            const auto found = std::find_if(allowed.begin(), allowed.end(), [&](E value) { return item == name_of(value); });
            if (found == allowed.end()) return not_one_of(key, json_text(item), names(allowed));
            values.push_back(*found);
        }
        return {};
    }
    Result<void> operator()(const std::string& key, double& share) const {
        if (!json.contains(key)) return {};
        if (!json[key].is_number()) return wrong("'" + key + "' must be a number.", "Give a probability from 0 to 1.");
        share = json[key].get<double>();
        return {};
    }
};

struct CollectKeys {
    std::vector<std::string>& keys;

    template <class... Member>
    Result<void> operator()(const std::string& key, const Member&...) const {
        keys.push_back(key);
        return {};
    }
};

Result<void> check_pairs(const SceneOptions& options) {
    const bool two = options.two_objects > 0;
    if (two && (options.kinds.size() < 2 || options.colours.size() < 2))
        return wrong("two objects differ in kind and colour, but only one " + std::string(options.kinds.size() < 2 ? "kind" : "colour") + " is allowed.",
                     "Allow another one, or set 'two_objects' to 0.");
    for (const Background background : options.backgrounds) {
        const auto left = std::count_if(options.colours.begin(), options.colours.end(), [&](Colour colour) { return !is_excluded(background, colour); });
        if (left < (two ? 2 : 1))
            return wrong("no " + std::string(left == 1 ? "second " : "") + "colour of 'colours' is left for the " + std::string(name_of(background)) +
                             " background, in front of which an object of its colour would vanish.",
                         "Allow another colour, leave that background out" + std::string(left == 1 ? ", or set 'two_objects' to 0." : "."));
    }
    return {};
}

Result<void> check_sizes(const SceneOptions& options) {
    if (options.sizes != std::vector{Size::large}) return {};
    if (options.two_objects > 0)
        return wrong("two objects are never large, but no other size is allowed.", "Allow another size, or set 'two_objects' to 0.");
    if (options.positions != std::vector{Position::centre})
        return wrong("large objects lie in the centre, but 'positions' holds others and 'sizes' only large.",
                     "Set 'positions' to [\"centre\"], or allow another size.");
    return {};
}

}  // namespace

Result<void> check(const SceneOptions& options) {
    NL_CHECK(each_member(options, Check{}));
    NL_CHECK(check_pairs(options));
    return check_sizes(options);
}

Result<SceneOptions> scene_options(const Json& json) {
    if (!json.is_object()) return wrong("they must be an object.", "For example { \"kinds\": [\"cat\", \"house\"], \"two_objects\": 0 }.");
    SceneOptions options;
    std::vector<std::string> known;
    NL_CHECK(each_member(options, CollectKeys{known}));
    for (const auto& item : json.items())
        if (std::count(known.begin(), known.end(), item.key()) == 0)
            return wrong("there is no '" + item.key() + "'.", "Known are: " + joined(known) + ".");
    NL_CHECK(each_member(options, Read{json}));
    NL_CHECK(check(options));
    return options;
}

}  // namespace noiseloom::scenes
