// Small steps through a prompt's text: what Python's patterns do, which the original parsers are made of.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace noiseloom {

bool is_word(char32_t code);   // \w

// The first place at or after `at` that is no white space (\s), and the end of what stands before `at`
// without the white space at its end.
std::size_t skip_space(std::string_view text, std::size_t at);
std::size_t skip_space_back(std::string_view text, std::size_t at);

// The next place at or after `from` where `word` stands by itself (\bword\b), or npos.
std::size_t find_word(std::string_view text, std::string_view word, std::size_t from);

// A finite decimal number that is all of `text`; "+1", ".5" and "1e3" too.
std::optional<double> number_of(std::string_view text);

}  // namespace noiseloom
