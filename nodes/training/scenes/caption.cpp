#include "training/scenes/caption.h"

#include <optional>
#include <set>
#include <sstream>
#include <utility>

#include "training/scenes/random.h"

namespace noiseloom::scenes {
namespace {

constexpr std::uint64_t caption_stream = 3;
constexpr double background_first = 0.2;
constexpr double said_to_be_a_picture = 0.12;
constexpr double relation_from_the_second = 0.4;

using Phrases = std::vector<std::string>;

// Every way of saying an attribute, the canonical one first. Indexed by the enumeration; an empty list:
// the attribute is never said (what is plain and of medium size goes without saying).
const std::vector<Phrases> size_phrases{{"small", "little"}, {}, {"large", "big"}};
const std::vector<Phrases> pattern_phrases{{}, {"striped", "stripy"}, {"dotted", "spotted"}};
const std::vector<Phrases> position_phrases{
    {"in the centre", "in the middle"}, {"on the left", "at the left"}, {"on the right", "at the right"}, {"at the top", "near the top"},
    {"at the bottom", "near the bottom"}, {"to the left of", "left of"}, {"above", "over"}};
const std::vector<Phrases> seen_from_the_second{{"to the right of", "right of"}, {"below", "under"}};   // left_of, above
const Phrases unrelated_phrases{"and", "next to", "with"};
const std::vector<Phrases> background_phrases{
    {"at night", "in the night sky", "under the stars"}, {"at sunset", "in the evening", "in the sunset"},
    {"on a meadow", "in a green meadow", "on the grass"}, {"by the sea", "at the sea", "on the water"},
    {"in the desert", "in a sandy desert", "on the sand"}, {"in the snow", "in winter", "on the snow"},
    {"on a white background", "on a plain white background"}, {"on a black background", "on a plain black background"},
    {"on a blue background", "on a plain blue background"}, {"on a pink background", "on a plain pink background"}};
const Phrases picture_phrases{"a picture of", "a drawing of"};

// How the choices that a caption leaves open are made: by chance in training, always the first in a prompt.
class Wording {
  public:
    Wording() = default;
    Wording(std::uint64_t seed, double keep) : random_(Random(seed, caption_stream)), keep_(keep) {}

    bool keeps() { return !random_ || random_->chance(keep_); }
    bool varies(double probability) { return random_ && random_->chance(probability); }
    const std::string& say(const Phrases& phrases) { return random_ ? random_->pick(phrases) : phrases.front(); }

  private:
    std::optional<Random> random_;
    double keep_ = 1;
};

void append(std::string& text, const std::string& words) {
    if (!text.empty() && !words.empty()) text += ' ';
    text += words;
}

const Phrases& phrases_of(const std::vector<Phrases>& attribute, int label) { return attribute[static_cast<std::size_t>(label)]; }

std::string say_object(const ObjectLabels& object, Wording& wording) {
    std::string text;
    for (const Phrases* phrases : {&phrases_of(size_phrases, object.size), &phrases_of(pattern_phrases, object.pattern)})
        if (!phrases->empty() && wording.keeps()) append(text, wording.say(*phrases));
    if (wording.keeps()) append(text, std::string(name_of(static_cast<Colour>(object.colour))));
    append(text, std::string(name_of(static_cast<Kind>(object.kind))));
    const bool vowel = std::string_view("aeiou").find(text.front()) != std::string_view::npos;
    return (vowel ? "an " : "a ") + text;
}

std::string say_objects(const SceneLabels& scene, Wording& wording) {
    std::string text = say_object(scene.objects.front(), wording);
    const Phrases& position = phrases_of(position_phrases, scene.position);
    if (scene.objects.size() == 1) {
        if (wording.keeps()) append(text, wording.say(position));
        return text;
    }
    std::string other = say_object(scene.objects.back(), wording);
    const bool from_the_second = wording.varies(relation_from_the_second);
    if (from_the_second) std::swap(text, other);
    const Phrases& reversed = phrases_of(seen_from_the_second, scene.position - static_cast<int>(Position::left_of));
    append(text, wording.say(!wording.keeps() ? unrelated_phrases : from_the_second ? reversed : position));
    append(text, other);
    return text;
}

std::string say(const SceneLabels& scene, Wording& wording) {
    std::string background = wording.keeps() ? wording.say(phrases_of(background_phrases, scene.background)) : "";
    std::string objects = say_objects(scene, wording);
    if (wording.varies(said_to_be_a_picture)) objects = wording.say(picture_phrases) + " " + objects;
    if (background.empty()) return objects;
    if (wording.varies(background_first)) return background + ", " + objects;
    return objects + (wording.varies(0.5) ? ", " : " ") + background;
}

}  // namespace

std::string caption(const Scene& scene, std::uint64_t seed, double keep) {
    Wording wording(seed, keep);
    return say(labels(scene), wording);
}

std::string prompt_for(const SceneLabels& labels) {
    Wording canonical;
    return say(labels, canonical);
}

std::vector<std::string> caption_words() {
    std::set<std::string> words{"a", "an", ","};
    const auto add = [&](const std::string& phrase) {
        std::istringstream stream(phrase);
        for (std::string word; stream >> word;) words.insert(word);
    };
    for (const auto* attribute : {&size_phrases, &pattern_phrases, &position_phrases, &seen_from_the_second, &background_phrases})
        for (const Phrases& phrases : *attribute)
            for (const std::string& phrase : phrases) add(phrase);
    for (const Phrases* phrases : {&unrelated_phrases, &picture_phrases})
        for (const std::string& phrase : *phrases) add(phrase);
    for (const std::string_view name : Names<Kind>::all) words.emplace(name);
    for (const std::string_view name : Names<Colour>::all) words.emplace(name);
    return {words.begin(), words.end()};
}

}  // namespace noiseloom::scenes
