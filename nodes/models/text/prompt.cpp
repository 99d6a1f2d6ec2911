#include "models/text/prompt.h"

#include <algorithm>
#include <optional>

#include "core/text.h"
#include "models/text/prompt_scan.h"
#include "models/text/unicode.h"

namespace noiseloom {
namespace {

PromptPiece piece_of(std::string_view text, std::size_t begin, std::size_t end) {
    PromptPiece piece;
    piece.text = text.substr(begin, end - begin);
    for (std::size_t i = begin; i < end; ++i) piece.origin.push_back(static_cast<std::uint32_t>(i));
    return piece;
}

// A1111: brackets multiply the weights of everything that was read since they opened.
class A1111Parser {
  public:
    explicit A1111Parser(std::string_view text) : text_(text) {}

    Result<std::vector<PromptPiece>> parse() {
        for (std::size_t at = 0; at < text_.size();) {
            const char c = text_[at];
            if (c == '\\') {
                const bool escapes = at + 1 < text_.size() && std::string_view("()[]\\").find(text_[at + 1]) != std::string_view::npos;
                pieces_.push_back(piece_of(text_, at + 1, at + 1 + escapes));   // a lone backslash vanishes
                at += 1 + escapes;
            } else if (c == '(' || c == '[') {
                (c == '(' ? round_ : square_).push_back(pieces_.size());
                if (round_.size() + square_.size() > deepest_prompt) return too_deep_prompt();
                ++at;
            } else if (c == ':') {
                at = read_colon(at);
            } else if (c == ')' && !round_.empty()) {
                close(round_, 1.1);
                ++at;
            } else if (c == ']' && !square_.empty()) {
                close(square_, 1 / 1.1);
                ++at;
            } else {
                const std::size_t end = std::min(text_.find_first_of("\\()[]:", at + 1), text_.size());
                const bool is_bracket = c == ')' || c == ']';
                add_text(at, is_bracket ? at + 1 : end);
                at = is_bracket ? at + 1 : end;
            }
        }
        while (!round_.empty()) close(round_, 1.1);
        while (!square_.empty()) close(square_, 1 / 1.1);
        return joined();
    }

  private:
    // ":1.3)" ends a pair of parentheses; any other colon is text. Returns where to read on.
    std::size_t read_colon(std::size_t at) {
        const std::size_t begin = skip_space(text_, at + 1);
        std::size_t digits = begin;
        if (digits < text_.size() && (text_[digits] == '+' || text_[digits] == '-')) ++digits;
        const std::size_t end = std::min(text_.find_first_not_of(".0123456789", digits), text_.size());
        const std::size_t bracket = skip_space(text_, end);
        const bool is_weight = end > digits && bracket < text_.size() && text_[bracket] == ')';
        if (is_weight && round_.empty()) {
            add_text(at, bracket + 1);
            return bracket + 1;
        }
        const auto weight = is_weight ? number_of(text_.substr(begin, end - begin)) : std::nullopt;
        if (!weight) {
            add_text(at, at + 1);
            return at + 1;
        }
        close(round_, *weight);
        return bracket + 1;
    }

    void close(std::vector<std::size_t>& brackets, double factor) {
        for (std::size_t i = brackets.back(); i < pieces_.size(); ++i) pieces_[i].weight *= factor;
        brackets.pop_back();
    }

    // Text between brackets, split at BREAK, which takes the white space round it along.
    void add_text(std::size_t begin, std::size_t end) {
        const std::string_view text = text_.substr(begin, end - begin);
        constexpr std::string_view word = "BREAK";
        std::size_t from = 0;
        for (std::size_t at = find_word(text, word, 0); at != text.npos; at = find_word(text, word, from)) {
            pieces_.push_back(piece_of(text_, begin + from, begin + std::max(from, skip_space_back(text, at))));
            pieces_.push_back(piece_of(text_, begin + at, begin + at + word.size()));
            pieces_.back().weight = -1;
            pieces_.back().is_break = true;
            from = skip_space(text, at + word.size());
        }
        pieces_.push_back(piece_of(text_, begin + from, end));
    }

    std::vector<PromptPiece> joined() {
        if (pieces_.empty()) pieces_.emplace_back();
        std::vector<PromptPiece> out;
        for (PromptPiece& piece : pieces_) {
            if (!out.empty() && out.back().weight == piece.weight && !out.back().is_break && !piece.is_break) {
                out.back().text += piece.text;
                out.back().origin.insert(out.back().origin.end(), piece.origin.begin(), piece.origin.end());
            } else {
                out.push_back(std::move(piece));
            }
        }
        return out;
    }

    std::string_view text_;
    std::vector<PromptPiece> pieces_;
    std::vector<std::size_t> round_, square_;   // the piece before which each open bracket stands
};

// ComfyUI: a segment in parentheses is read again with its weight; the number after its last colon
// replaces the weight, otherwise it is multiplied by 1.1. Unpaired parentheses are text.
class ComfyParser {
  public:
    explicit ComfyParser(std::string_view text) {
        for (std::size_t at = 0; at < text.size(); ++at) {
            const bool escapes = text[at] == '\\' && at + 1 < text.size() && (text[at + 1] == '(' || text[at + 1] == ')');
            chars_.push_back({text[at + escapes], escapes, static_cast<std::uint32_t>(at + escapes)});
            at += escapes;
        }
    }

    Result<std::vector<PromptPiece>> parse() {
        if (!read(0, chars_.size(), 1, 0)) return too_deep_prompt();
        return std::move(pieces_);
    }

  private:
    struct Char {
        char c;
        bool is_escaped;
        std::uint32_t origin;
        bool is(char bracket) const { return c == bracket && !is_escaped; }
    };

    bool read(std::size_t begin, std::size_t end, double weight, std::size_t depth) {
        if (depth > deepest_prompt) return false;
        long level = 0;   // below 0 after a ")" too many, as in the original: later pairs are text then
        std::size_t from = begin;
        for (std::size_t at = begin; at < end; ++at) {
            if (chars_[at].is('(') && level++ == 0) {
                if (!read_segment(from, at, weight, depth)) return false;
                from = at;
            } else if (chars_[at].is(')') && --level == 0) {
                if (!read_segment(from, at + 1, weight, depth)) return false;
                from = at + 1;
            }
        }
        return read_segment(from, end, weight, depth);
    }

    bool read_segment(std::size_t begin, std::size_t end, double weight, std::size_t depth) {
        if (begin == end) return true;
        if (end - begin < 2 || !chars_[begin].is('(') || !chars_[end - 1].is(')')) {
            add(begin, end, weight);
            return true;
        }
        ++begin;
        --end;
        weight *= 1.1;
        std::size_t colon = end;
        while (colon > begin && chars_[colon - 1].c != ':') --colon;
        if (colon > begin + 1) {   // a colon, and not the first character
            std::string word;
            for (std::size_t i = colon; i < end; ++i) word += chars_[i].c;
            const std::size_t first = skip_space(word, 0);
            const std::size_t last = std::max(first, skip_space_back(word, word.size()));
            if (const auto number = number_of(std::string_view(word).substr(first, last - first))) {
                weight = *number;
                end = colon - 1;
            }
        }
        return read(begin, end, weight, depth + 1);
    }

    void add(std::size_t begin, std::size_t end, double weight) {
        PromptPiece piece;
        piece.weight = weight;
        for (std::size_t i = begin; i < end; ++i) {
            piece.text += chars_[i].c;
            piece.origin.push_back(chars_[i].origin);
        }
        pieces_.push_back(std::move(piece));
    }

    std::vector<Char> chars_;
    std::vector<PromptPiece> pieces_;
};

// "<kind:arguments>" at `at`, where kind is a word; `close` is the next '>'.
std::optional<PromptMention> network_at(std::string_view prompt, std::size_t at, std::size_t close) {
    std::size_t colon = at + 1;
    for (std::size_t next = colon; next < close && is_word(next_code(prompt, next)); colon = next) {}
    if (colon == at + 1 || colon + 1 >= close || prompt[colon] != ':') return {};
    PromptMention mention;
    mention.kind = prompt.substr(at + 1, colon - at - 1);
    mention.arguments = split(prompt.substr(colon + 1, close - colon - 1), ':');
    mention.name = mention.arguments.front();
    mention.arguments.erase(mention.arguments.begin());
    mention.end = close + 1;
    return mention;
}

std::optional<PromptMention> embedding_at(std::string_view prompt, std::size_t at) {
    constexpr std::string_view identifier = "embedding:";
    if (!prompt.substr(at).starts_with(identifier)) return {};
    if (at > 0 && std::string_view(" \n(,").find(prompt[at - 1]) == std::string_view::npos) return {};
    PromptMention mention;
    mention.kind = "embedding";
    mention.end = std::min(prompt.find_first_of(" \t\r\n,():", at + identifier.size()), prompt.size());
    mention.name = prompt.substr(at + identifier.size(), mention.end - at - identifier.size());
    return mention;
}

}  // namespace

Result<Syntax> syntax_of(std::string_view word) {
    if (word == "plain") return Syntax::plain;
    if (word == "a1111") return Syntax::a1111;
    if (word == "comfyui") return Syntax::comfyui;
    return Error{Code::bad_workflow, "There is no prompt syntax '" + std::string(word) + "'.", "Use plain, a1111 or comfyui.", "", "", ""};
}

Error too_deep_prompt() {
    return Error{Code::bad_workflow, "The brackets of the prompt nest deeper than 64 levels.",
                 "Write a weight as a number, as in (word:1.5), or put a backslash before brackets that are text.", "", "", ""};
}

std::size_t MentionedText::source_byte(std::size_t byte) const {
    for (const PromptMention& mention : mentions)
        if (mention.begin <= byte) byte += mention.end - mention.begin;
    return byte;
}

MentionedText take_mentions(std::string_view prompt, Syntax syntax) {
    MentionedText out;
    std::size_t close = 0, kept_to = 0;
    for (std::size_t at = 0; at < prompt.size() && syntax != Syntax::plain;) {
        std::optional<PromptMention> mention;
        if (syntax == Syntax::a1111 && prompt[at] == '<') {
            if (close <= at) close = prompt.find('>', at);   // looked for once, so that "<a:<a:..." stays linear
            if (close == prompt.npos) break;
            mention = network_at(prompt, at, close);
        } else if (syntax == Syntax::comfyui && prompt[at] == 'e') {
            mention = embedding_at(prompt, at);
        }
        if (!mention) {
            ++at;
            continue;
        }
        mention->begin = at;
        out.text += prompt.substr(kept_to, at - kept_to);
        at = kept_to = mention->end;
        out.mentions.push_back(std::move(*mention));
    }
    out.text += prompt.substr(kept_to);
    return out;
}

Result<std::vector<PromptPiece>> parse_prompt(std::string_view text, Syntax syntax) {
    switch (syntax) {
        case Syntax::a1111: return A1111Parser(text).parse();
        case Syntax::comfyui: return ComfyParser(text).parse();
        case Syntax::plain: break;
    }
    return std::vector<PromptPiece>{piece_of(text, 0, text.size())};
}

std::vector<PromptPart> split_and(std::string_view text) {
    std::vector<PromptPart> parts;
    constexpr std::string_view word = "AND";
    for (std::size_t from = 0; from != text.npos;) {
        const std::size_t at = find_word(text, word, from);
        const std::string_view part = text.substr(from, at == text.npos ? at : at - from);
        from = at == text.npos ? at : at + word.size();

        // "text : number", white space round each; the number has digits, at most one point, no exponent.
        const std::size_t end = skip_space_back(part, part.size());
        const std::size_t colon = part.substr(0, end).rfind(':');
        std::optional<double> weight;
        if (colon != part.npos) {
            const std::size_t begin = skip_space(part, colon + 1);
            const std::string_view number = part.substr(begin, std::max(begin, end) - begin);
            const bool is_plain = number.find_first_not_of("0123456789.", number.starts_with('+') || number.starts_with('-')) == number.npos;
            if (is_plain) weight = number_of(number);
        }
        const std::size_t text_end = weight ? skip_space_back(part, colon) : end;
        parts.push_back({std::string(part.substr(0, text_end)), weight.value_or(1)});
    }
    return parts;
}

}  // namespace noiseloom
