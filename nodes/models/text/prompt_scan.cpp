#include "models/text/prompt_scan.h"

#include <charconv>
#include <cmath>

#include "models/text/unicode.h"

namespace noiseloom {
namespace {

bool is_space(char32_t code) { return class_of(code) == CharClass::space || (code >= 0x1C && code <= 0x1F); }

char32_t code_before(std::string_view text, std::size_t at) {
    std::size_t begin = at - 1;
    while (begin > 0 && at - begin < 4 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
    return next_code(text, begin);
}

}  // namespace

bool is_word(char32_t code) {
    const CharClass kind = class_of(code);
    return kind == CharClass::letter || kind == CharClass::number || code == '_';
}

std::size_t skip_space(std::string_view text, std::size_t at) {
    for (std::size_t next = at; next < text.size(); at = next)
        if (!is_space(next_code(text, next))) return at;
    return at;
}

std::size_t skip_space_back(std::string_view text, std::size_t at) {
    while (at > 0 && is_space(code_before(text, at))) {
        --at;
        while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
    }
    return at;
}

std::size_t find_word(std::string_view text, std::string_view word, std::size_t from) {
    for (std::size_t at = text.find(word, from); at != text.npos; at = text.find(word, at + 1)) {
        std::size_t after = at + word.size();
        const bool starts = at == 0 || !is_word(code_before(text, at));
        const bool ends = after == text.size() || !is_word(next_code(text, after));
        if (starts && ends) return at;
    }
    return text.npos;
}

std::optional<double> number_of(std::string_view text) {
    if (text.starts_with('+')) {
        text.remove_prefix(1);
        if (text.starts_with('-')) return {};
    }
    double number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) return {};
    return number;
}

}  // namespace noiseloom
