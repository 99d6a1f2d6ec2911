// The little Unicode that picture texts need: UTF-8 that is valid, UTF-16 of EXIF, Latin-1 of PNG.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "image/bytes.h"

namespace noiseloom {

void append_utf8(std::string& out, std::uint32_t code);   // surrogates and codes past 10FFFF become U+FFFD
bool is_utf8(std::string_view text);
std::u32string code_points(std::string_view text);   // bad bytes become U+FFFD
// Valid UTF-8 (bad bytes become U+FFFD) without control characters other than tab and line ends.
std::string clean_text(std::string_view text);

std::string latin1_to_utf8(std::string_view text);
std::string utf8_to_utf16(std::string_view text, Order order);   // text must be valid
std::string utf16_to_utf8(std::string_view bytes, Order order);

}  // namespace noiseloom
