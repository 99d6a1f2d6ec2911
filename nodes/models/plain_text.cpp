#include "models/plain_text.h"

#include <cstdint>
#include <cstdio>

namespace noiseloom {
namespace {

struct Decoded {
    std::uint32_t point = 0;
    std::size_t bytes = 0;   // 0: not UTF-8
};

Decoded decode(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(0);
    if (first < 0x80) return {first, 1};
    const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || text.size() < length) return {};
    std::uint32_t point = first & (0x7fu >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xc0) != 0x80) return {};
        point = point << 6 | (byte(i) & 0x3f);
    }
    const bool overlong = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
    if (overlong || point > 0x10ffff || (point >= 0xd800 && point < 0xe000)) return {};
    return {point, length};
}

bool is_invisible(std::uint32_t point) {
    return point < 0x20 || (point >= 0x7f && point < 0xa0) || point == 0xad || point == 0x61c || point == 0xfeff ||
           (point >= 0x200b && point <= 0x200f) || (point >= 0x2028 && point <= 0x202e) || (point >= 0x2060 && point <= 0x206f) ||
           (point >= 0xfff9 && point <= 0xfffb) || (point >= 0xe0000 && point <= 0xe0fff);
}

}  // namespace

std::string plain_text(std::string_view text, std::size_t limit) {
    std::string out;
    char escape[16];
    for (std::size_t i = 0; i < text.size();) {
        const Decoded next = decode(text.substr(i));
        if (i + (next.bytes ? next.bytes : 1) > limit) return out + "... (" + std::to_string(text.size()) + " bytes)";
        if (next.bytes == 0) {
            std::snprintf(escape, sizeof escape, "\\x%02x", static_cast<unsigned char>(text[i]));
            out += escape;
            ++i;
            continue;
        }
        if (next.point == '\n') {
            out += "\\n";
        } else if (next.point == '\t') {
            out += "\\t";
        } else if (is_invisible(next.point)) {
            std::snprintf(escape, sizeof escape, "\\u{%x}", static_cast<unsigned>(next.point));
            out += escape;
        } else {
            out += text.substr(i, next.bytes);
        }
        i += next.bytes;
    }
    return out;
}

}  // namespace noiseloom
