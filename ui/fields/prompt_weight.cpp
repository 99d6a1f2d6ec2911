#include "ui/fields/prompt_weight.h"

#include <algorithm>
#include <cmath>

#include "ui/fields/field_text.h"

namespace noiseloom {
namespace {

constexpr double heaviest = 10;
constexpr double of_parentheses = 1.1;
constexpr double of_brackets = 0.9;   // exactly 1/1.1; what people mean, and what Ctrl+Up takes back to 1

struct Open {
    QChar bracket;
    qsizetype at;
    qsizetype colon = -1;    // the last one at this level
    bool changes = false;    // a colon or a bar: [a:b:10] is no weight
};

// "<lora:name:0.8>" from `at`, or 0.
qsizetype length_of_mention(const QString& text, qsizetype at) {
    const qsizetype end = text.indexOf('>', at);
    const qsizetype colon = text.indexOf(':', at);
    return end < 0 || colon < 0 || colon > end ? 0 : end + 1 - at;
}

WeightGroup closed_group(const QString& text, const Open& open, qsizetype at) {
    WeightGroup group{open.at, at + 1, open.at + 1, at, open.bracket == '(' ? of_parentheses : of_brackets};
    if (open.bracket == '(' && open.colon >= 0) {
        bool is_number = false;
        const double weight = QStringView(text).mid(open.colon + 1, at - open.colon - 1).trimmed().toDouble(&is_number);
        if (is_number && std::isfinite(weight)) {
            group.weight = weight;
            group.inner_end = open.colon;
        }
    }
    return group;
}

bool is_in_word(QChar c) { return !c.isSpace() && !QStringLiteral(",.;:()[]<>|").contains(c); }

// The group that change_weight() means, or null.
const WeightGroup* group_of(const std::vector<WeightGroup>& groups, qsizetype begin, qsizetype end) {
    for (const WeightGroup& group : groups) {   // inner ones first
        const bool is_meant = begin == end ? group.begin <= begin && end <= group.end
                                           : (group.inner_begin == begin && group.inner_end == end) || (group.begin == begin && group.end == end);
        if (is_meant) return &group;
    }
    return nullptr;
}

// Whether brackets put round this would stand round all of it.
bool is_balanced(QStringView text) {
    int depth = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == '\\') ++i;
        else if (text[i] == '(' || text[i] == '[') ++depth;
        else if ((text[i] == ')' || text[i] == ']') && --depth < 0) return false;
    }
    return depth == 0;
}

}  // namespace

std::vector<WeightGroup> weight_groups(const QString& text, std::string_view syntax) {
    std::vector<WeightGroup> groups;
    if (syntax == "plain") return groups;
    const bool has_brackets = syntax == "a1111";
    std::vector<Open> open;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == '\\') {
            ++i;
        } else if (has_brackets && c == '<' && length_of_mention(text, i) > 0) {
            i += length_of_mention(text, i) - 1;
        } else if (c == '(' || (has_brackets && c == '[')) {
            open.push_back({c, i});
        } else if (!open.empty() && (c == ':' || c == '|')) {
            if (c == ':') open.back().colon = i;
            open.back().changes = true;
        } else if (!open.empty() && ((c == ')' && open.back().bracket == '(') || (c == ']' && open.back().bracket == '['))) {
            if (c == ')' || !open.back().changes) groups.push_back(closed_group(text, open.back(), i));
            open.pop_back();
        }
    }
    return groups;
}

std::optional<WeightEdit> change_weight(const QString& text, qsizetype anchor, qsizetype position, double delta, std::string_view syntax) {
    if (syntax == "plain") return std::nullopt;
    qsizetype begin = std::min(anchor, position), end = std::max(anchor, position);
    while (begin < end && text[begin].isSpace()) ++begin;
    while (end > begin && text[end - 1].isSpace()) --end;

    double weight = 1;
    qsizetype from = 0, to = 0;   // what is replaced
    const auto groups = weight_groups(text, syntax);
    if (const WeightGroup* group = group_of(groups, begin, end)) {
        weight = group->weight;
        from = group->begin;
        to = group->end;
        begin = group->inner_begin;
        end = group->inner_end;
    } else {
        if (begin == end) {
            while (begin > 0 && is_in_word(text[begin - 1])) --begin;
            while (end < text.size() && is_in_word(text[end])) ++end;
        }
        from = begin;
        to = end;
    }
    const QString words = text.mid(begin, end - begin);
    if (words.trimmed().isEmpty() || !is_balanced(words)) return std::nullopt;

    const double made = std::clamp(std::round((weight + delta) * 100) / 100, 0.0, heaviest);
    if (made == 1) return WeightEdit{from, to - from, words, from, from + words.size()};
    return WeightEdit{from, to - from, '(' + words + ':' + number_text(made) + ')', from + 1, from + 1 + words.size()};
}

}  // namespace noiseloom
