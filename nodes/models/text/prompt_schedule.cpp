// A1111's prompt editing. The grammar, with brackets that nest:
//
//     scheduled   [before:after:when]  [after:when]      when: steps, or with a point a fraction of them
//     in turns    [a|b|...]                              one a step
//     emphasised  (...)  (...:...)  [...]                kept as written, for the weights
//     text        anything but ( ) [ ] : | \, or a backslash and the character that it protects
//
// At the top level single brackets and colons are text too. What does not fit the grammar anywhere
// has no schedule: the text stands as it is.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "models/text/prompt.h"
#include "models/text/unicode.h"

namespace noiseloom {

class ScheduleParser {
  public:
    explicit ScheduleParser(std::string_view text) : text_(text) {}

    Result<PromptSchedule> parse() {
        frames_.push_back({'\0', 0, {Part{}}});
        for (std::size_t at = 0; at < text_.size();) {
            const char c = text_[at];
            if (c == '(' || c == '[') {
                if (frames_.size() > deepest_prompt) return too_deep_prompt();
                frames_.push_back({c, at, {Part{}}});
                ++at;
            } else if (c == ')' || c == ']') {
                if (!close(at)) return as_written();
                ++at;
            } else if (c == ':' || c == '|') {
                if (!separate(c, at)) return as_written();
                ++at;
            } else {
                const auto end = text_end(at);
                if (!end) return as_written();
                add_text(at, *end);
                at = *end;
            }
        }
        if (!flatten()) return as_written();
        PromptSchedule schedule;
        const int root = sequence(frames_.front().parts.front().items);
        schedule.items_ = std::move(items_);
        if (root + 1 != static_cast<int>(schedule.items_.size())) schedule.items_.push_back(schedule.items_[static_cast<std::size_t>(root)]);
        schedule.is_constant_ = is_constant_;
        return schedule;
    }

  private:
    using Item = PromptSchedule::Item;
    using Kind = PromptSchedule::Kind;

    // What stands between two separators.
    struct Part {
        std::vector<int> items;
        std::size_t begin = 0;   // of its first byte
    };
    // An open bracket with what was read since. `separators` are those between the parts.
    struct Frame {
        char bracket;
        std::size_t begin;
        std::vector<Part> parts;
        std::string separators;
    };

    PromptSchedule as_written() const {
        PromptSchedule schedule;
        schedule.items_.push_back({Kind::text, std::string(text_), {}, 0, false});
        return schedule;
    }

    // The end of a run of text; none where a backslash protects nothing.
    std::optional<std::size_t> text_end(std::size_t at) const {
        while (at < text_.size() && std::string_view("()[]:|").find(text_[at]) == std::string_view::npos) {
            if (text_[at] == '\\') {
                if (at + 1 == text_.size() || text_[at + 1] == '\n') return {};
                ++at;
            }
            next_code(text_, at);
        }
        return at;
    }

    int add(Item item) {
        items_.push_back(std::move(item));
        return static_cast<int>(items_.size()) - 1;
    }
    void add_text(std::size_t begin, std::size_t end) {
        frames_.back().parts.back().items.push_back(add({Kind::text, std::string(text_.substr(begin, end - begin)), {}, 0, false}));
    }
    int sequence(std::vector<int> children) {
        return children.size() == 1 ? children.front() : add({Kind::sequence, "", std::move(children), 0, false});
    }

    // Gives up on every open bracket: they are text of the top level. False if a "|" stood among them.
    bool flatten() {
        while (frames_.size() > 1) {
            Frame frame = std::move(frames_.back());
            frames_.pop_back();
            if (frame.separators.find('|') != std::string::npos) return false;
            std::vector<int>& items = frames_.back().parts.back().items;
            items.push_back(add({Kind::text, std::string(1, frame.bracket), {}, 0, false}));
            for (std::size_t i = 0; i < frame.parts.size(); ++i) {
                if (i > 0) items.push_back(add({Kind::text, ":", {}, 0, false}));
                items.insert(items.end(), frame.parts[i].items.begin(), frame.parts[i].items.end());
            }
        }
        return true;
    }

    bool separate(char c, std::size_t at) {
        Frame& frame = frames_.back();
        if (frames_.size() == 1) {
            if (c == '|') return false;
            add_text(at, at + 1);
            return true;
        }
        frame.separators += c;
        frame.parts.push_back({{}, at + 1});
        return true;
    }

    // A closing bracket: the frame that it completes becomes one item of the enclosing one, or, where
    // it fits no rule, it and all that enclose it are text.
    bool close(std::size_t at) {
        const char c = text_[at];
        Frame& frame = frames_.back();
        if (frame.bracket == (c == ')' ? '(' : '[')) {
            if (const auto item = completed(frame, at)) {
                frames_.pop_back();
                frames_.back().parts.back().items.push_back(*item);
                return true;
            }
        }
        if (!flatten()) return false;
        add_text(at, at + 1);
        return true;
    }

    std::optional<int> completed(Frame& frame, std::size_t end) {
        const auto count = [&](char separator) { return std::count(frame.separators.begin(), frame.separators.end(), separator); };
        const auto colons = count(':'), bars = count('|');
        if (bars == 0 && colons <= (frame.bracket == '(' ? 1 : 0)) {   // emphasised: kept as written
            std::vector<int> items{add({Kind::text, std::string(1, frame.bracket), {}, 0, false})};
            for (std::size_t i = 0; i < frame.parts.size(); ++i) {
                if (i > 0) items.push_back(add({Kind::text, ":", {}, 0, false}));
                items.insert(items.end(), frame.parts[i].items.begin(), frame.parts[i].items.end());
            }
            items.push_back(add({Kind::text, std::string(1, text_[end]), {}, 0, false}));
            return sequence(std::move(items));
        }
        if (frame.bracket == '(') return {};
        if (colons == 0) {
            Item item{Kind::in_turns, "", {}, 0, false};
            for (Part& part : frame.parts) item.children.push_back(sequence(std::move(part.items)));
            is_constant_ = false;
            return add(std::move(item));
        }
        if (bars > 0 || colons > 2) return {};
        Item item{Kind::switch_at, "", {}, 0, false};
        if (!read_when(text_.substr(frame.parts.back().begin, end - frame.parts.back().begin), item)) return {};
        const int nothing = colons == 1 ? add({Kind::text, "", {}, 0, false}) : -1;
        for (std::size_t i = 0; i + 1 < frame.parts.size(); ++i) item.children.push_back(sequence(std::move(frame.parts[i].items)));
        if (colons == 1) item.children.insert(item.children.begin(), nothing);
        is_constant_ = false;
        return add(std::move(item));
    }

    // "3", "0.4", "-1", "1e1", white space round it.
    static bool read_when(std::string_view text, Item& item) {
        const auto is_space = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
        while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
        while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
        item.is_fraction = text.find('.') != text.npos;
        if (text.starts_with('+')) text.remove_prefix(1);
        const std::string_view digits = text.starts_with('-') && text.data() ? text.substr(1) : text;
        if (digits.empty() || !((digits[0] >= '0' && digits[0] <= '9') || digits[0] == '.')) return false;
        const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), item.when);
        return problem == std::errc() && end == text.data() + text.size() && std::isfinite(item.when);
    }

    std::string_view text_;
    std::vector<Item> items_;
    std::vector<Frame> frames_;
    bool is_constant_ = true;
};

Result<PromptSchedule> PromptSchedule::parse(std::string_view text) { return ScheduleParser(text).parse(); }

int PromptSchedule::Item::last_before(int steps) const {
    const double step = std::trunc(is_fraction ? when * steps : when);
    return static_cast<int>(std::clamp<double>(step, -1, steps));
}

template <class IsBefore>
void PromptSchedule::write(const Item& item, const IsBefore& is_before, std::size_t turn, std::string& out) const {
    const auto child = [&](std::size_t i) -> const Item& { return items_[static_cast<std::size_t>(item.children[i])]; };
    switch (item.kind) {
        case Kind::text: out += item.text; break;
        case Kind::sequence:
            for (std::size_t i = 0; i < item.children.size(); ++i) write(child(i), is_before, turn, out);
            break;
        case Kind::switch_at: write(child(is_before(item) ? 0 : 1), is_before, turn, out); break;
        case Kind::in_turns: write(child(turn % item.children.size()), is_before, turn, out); break;
    }
}

std::string PromptSchedule::at(int step, int steps) const {
    std::string out;
    write(items_.back(), [&](const Item& item) { return step <= item.last_before(steps); }, static_cast<std::size_t>(step - 1), out);
    return out;
}

std::string PromptSchedule::at(const PromptMoment& moment) const {
    std::string out;
    write(items_.back(), [&](const Item& item) { return item.when >= (item.is_fraction ? moment.fraction : moment.step); }, moment.turn, out);
    return out;
}

void PromptSwitches::merge(PromptSwitches other) {
    fractions.merge(other.fractions);
    steps.merge(other.steps);
    turns.merge(other.turns);
}

PromptSwitches PromptSchedule::switches() const {
    PromptSwitches all;
    for (const Item& item : items_) {
        if (item.kind == Kind::switch_at) (item.is_fraction ? all.fractions : all.steps).insert(item.when);
        if (item.kind == Kind::in_turns) all.turns.insert(item.children.size());
    }
    return all;
}

std::vector<int> PromptSchedule::ends(int steps) const {
    std::vector<bool> is_end(static_cast<std::size_t>(steps) + 1, false);
    is_end.back() = true;
    for (const Item& item : items_) {
        if (item.kind == Kind::switch_at && item.last_before(steps) >= 1) is_end[static_cast<std::size_t>(item.last_before(steps))] = true;
        if (item.kind == Kind::in_turns) is_end.assign(is_end.size(), true);
    }
    std::vector<int> ends;
    for (int step = 1; step <= steps; ++step)
        if (is_end[static_cast<std::size_t>(step)]) ends.push_back(step);
    return ends;
}

}  // namespace noiseloom
