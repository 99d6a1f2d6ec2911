// Text from files, made safe to show: names of tensors, metadata and paths may hold anything.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace noiseloom {

// Control characters (C0, C1, DEL), bidirectional overrides, zero-width and other invisible marks and
// bytes that are not UTF-8 become \n, \t, \xHH or \u{HHHH}; longer than `limit` bytes is cut and ends
// in "... (N bytes)".
std::string plain_text(std::string_view text, std::size_t limit = 120);

}  // namespace noiseloom
