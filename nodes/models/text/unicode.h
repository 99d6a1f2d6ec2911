// The Unicode that CLIP's tokenizer needs: text as NFC code points in lower case, each with the bytes
// it came from, and the four classes of its word pattern. Tables: utf8proc, and
// the few that it lacks for what tokenizers knows.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace noiseloom {

struct TextChar {
    char32_t code = 0;
    std::uint32_t begin = 0;   // bytes of the text that it (or the cluster it is part of) came from
    std::uint32_t end = 0;
};

// NFC, then lower case by code point (final sigma is not special; U+0130 becomes i and a dot above).
// A byte that is not part of valid UTF-8 counts as U+FFFD.
std::vector<TextChar> lower_nfc(std::string_view text);

// Code points of a text that is valid UTF-8 or not, as above; no normalisation.
char32_t next_code(std::string_view text, std::size_t& at);
void append_utf8(char32_t code, std::string& out);

enum class CharClass { space, letter, number, other };   // \s, \p{L}, \p{N}, the rest
CharClass class_of(char32_t code);

}  // namespace noiseloom
