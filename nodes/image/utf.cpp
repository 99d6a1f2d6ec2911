#include "image/utf.h"

namespace noiseloom {

namespace {

constexpr std::uint32_t replacement = 0xfffd;

struct Decoded {
    std::uint32_t code = replacement;
    std::size_t bytes = 1;
    bool valid = false;
};

// The first character; strict: no overlong forms, surrogates or codes past 10FFFF.
Decoded decode_one(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned lead = byte(0);
    if (lead < 0x80) return {lead, 1, true};
    const std::size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || text.size() < size) return {};
    std::uint32_t code = lead & (0x7fu >> size);
    for (std::size_t i = 1; i < size; ++i) {
        if ((byte(i) & 0xc0) != 0x80) return {};
        code = code << 6 | (byte(i) & 0x3fu);
    }
    constexpr std::uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (code < least[size] || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return {};
    return {code, size, true};
}

bool is_unwanted_control(std::uint32_t code) { return (code < 0x20 && code != '\t' && code != '\n' && code != '\r') || code == 0x7f; }

}  // namespace

void append_utf8(std::string& out, std::uint32_t code) {
    if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) code = replacement;
    const auto put = [&](std::uint32_t bits) { out += static_cast<char>(bits); };
    if (code < 0x80) {
        put(code);
    } else if (code < 0x800) {
        put(0xc0 | code >> 6);
        put(0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
        put(0xe0 | code >> 12);
        put(0x80 | (code >> 6 & 0x3f));
        put(0x80 | (code & 0x3f));
    } else {
        put(0xf0 | code >> 18);
        put(0x80 | (code >> 12 & 0x3f));
        put(0x80 | (code >> 6 & 0x3f));
        put(0x80 | (code & 0x3f));
    }
}

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const Decoded one = decode_one(text);
        if (!one.valid) return false;
        text.remove_prefix(one.bytes);
    }
    return true;
}

std::u32string code_points(std::string_view text) {
    std::u32string all;
    while (!text.empty()) {
        const Decoded one = decode_one(text);
        all += static_cast<char32_t>(one.code);
        text.remove_prefix(one.bytes);
    }
    return all;
}

std::string clean_text(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const Decoded one = decode_one(text);
        if (!is_unwanted_control(one.code)) append_utf8(out, one.code);
        text.remove_prefix(one.bytes);
    }
    return out;
}

std::string latin1_to_utf8(std::string_view text) {
    std::string out;
    for (const char c : text) append_utf8(out, static_cast<unsigned char>(c));
    return out;
}

std::string utf8_to_utf16(std::string_view text, Order order) {
    std::string out;
    out.reserve(text.size() * 2);
    while (!text.empty()) {
        const Decoded one = decode_one(text);
        text.remove_prefix(one.bytes);
        if (one.code < 0x10000) {
            out += to_bytes(one.code, 2, order);
        } else {
            out += to_bytes(0xd800 + ((one.code - 0x10000) >> 10), 2, order);
            out += to_bytes(0xdc00 + ((one.code - 0x10000) & 0x3ff), 2, order);
        }
    }
    return out;
}

std::string utf16_to_utf8(std::string_view bytes, Order order) {
    std::string out;
    out.reserve(bytes.size());
    const auto unit = [&](std::size_t i) { return static_cast<std::uint32_t>(number_at(bytes.substr(i, 2), order)); };
    for (std::size_t i = 0; i + 2 <= bytes.size(); i += 2) {
        std::uint32_t code = unit(i);
        if (code >= 0xd800 && code < 0xdc00 && i + 4 <= bytes.size()) {
            if (const std::uint32_t low = unit(i + 2); low >= 0xdc00 && low < 0xe000) {
                code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
                i += 2;
            }
        }
        append_utf8(out, code);
    }
    return out;
}

}  // namespace noiseloom
