#include "models/text/unicode.h"

#include <algorithm>

#include <utf8proc.h>

namespace noiseloom {
namespace {

constexpr char32_t replacement = 0xFFFD;

// Letters, numbers and capitals that utf8proc 2.8 (Unicode 15.0, Debian 12) does not know, as the
// tokenizers library (0.23) takes them: classes of Unicode 16, lower case of Unicode 17.
struct NewerChars {
    char32_t first, last;
    CharClass kind;
    int to_lower;
};
constexpr NewerChars newer_chars[] = {
    {0x1C89, 0x1C89, CharClass::letter, 1},       {0x1C8A, 0x1C8A, CharClass::letter, 0},   {0xA7CB, 0xA7CB, CharClass::letter, -42343},
    {0xA7CC, 0xA7CC, CharClass::letter, 1},       {0xA7CD, 0xA7CD, CharClass::letter, 0},   {0xA7CE, 0xA7CE, CharClass::other, 1},
    {0xA7D2, 0xA7D2, CharClass::other, 1},        {0xA7D4, 0xA7D4, CharClass::other, 1},    {0xA7DA, 0xA7DA, CharClass::letter, 1},
    {0xA7DB, 0xA7DB, CharClass::letter, 0},       {0xA7DC, 0xA7DC, CharClass::letter, -42561}, {0x105C0, 0x105F3, CharClass::letter, 0},
    {0x10D40, 0x10D49, CharClass::number, 0},     {0x10D4A, 0x10D4F, CharClass::letter, 0}, {0x10D50, 0x10D65, CharClass::letter, 32},
    {0x10D6F, 0x10D85, CharClass::letter, 0},     {0x10EC2, 0x10EC4, CharClass::letter, 0}, {0x11380, 0x11389, CharClass::letter, 0},
    {0x1138B, 0x1138B, CharClass::letter, 0},     {0x1138E, 0x1138E, CharClass::letter, 0}, {0x11390, 0x113B5, CharClass::letter, 0},
    {0x113B7, 0x113B7, CharClass::letter, 0},     {0x113D1, 0x113D1, CharClass::letter, 0}, {0x113D3, 0x113D3, CharClass::letter, 0},
    {0x116D0, 0x116E3, CharClass::number, 0},     {0x11BC0, 0x11BE0, CharClass::letter, 0}, {0x11BF0, 0x11BF9, CharClass::number, 0},
    {0x13460, 0x143FA, CharClass::letter, 0},     {0x16100, 0x1611D, CharClass::letter, 0}, {0x16130, 0x16139, CharClass::number, 0},
    {0x16D40, 0x16D6C, CharClass::letter, 0},     {0x16D70, 0x16D79, CharClass::number, 0}, {0x16EA0, 0x16EB8, CharClass::other, 27},
    {0x18CFF, 0x18CFF, CharClass::letter, 0},     {0x1CCF0, 0x1CCF9, CharClass::number, 0}, {0x1E5D0, 0x1E5ED, CharClass::letter, 0},
    {0x1E5F0, 0x1E5F0, CharClass::letter, 0},     {0x1E5F1, 0x1E5FA, CharClass::number, 0}, {0x2EBF0, 0x2EE5D, CharClass::letter, 0},
};

const NewerChars* newer(char32_t code) {
    if (utf8proc_category(static_cast<utf8proc_int32_t>(code)) != UTF8PROC_CATEGORY_CN) return nullptr;
    const auto* found = std::lower_bound(std::begin(newer_chars), std::end(newer_chars), code,
                                         [](const NewerChars& range, char32_t wanted) { return range.last < wanted; });
    return found != std::end(newer_chars) && found->first <= code ? found : nullptr;
}

// Marks younger than the NFC of tokenizers (Unicode 9): it neither reorders nor joins them.
struct MarkRange {
    char32_t first, last;
};
constexpr MarkRange newer_marks[] = {
    {0x07FD, 0x07FD},   {0x0898, 0x089F},   {0x08CA, 0x08D3},   {0x09FE, 0x09FE},   {0x0C3C, 0x0C3C},   {0x0D3B, 0x0D3C},
    {0x0EBA, 0x0EBA},   {0x1715, 0x1715},   {0x1ABF, 0x1ACE},   {0x1DF6, 0x1DFA},   {0xA82C, 0xA82C},   {0x10D24, 0x10D27},
    {0x10EAB, 0x10EAC}, {0x10EFD, 0x10EFF}, {0x10F46, 0x10F50}, {0x10F82, 0x10F85}, {0x11070, 0x11070}, {0x1133B, 0x1133B},
    {0x1145E, 0x1145E}, {0x11839, 0x1183A}, {0x11930, 0x11930}, {0x1193D, 0x1193E}, {0x11943, 0x11943}, {0x119E0, 0x119E0},
    {0x11A34, 0x11A34}, {0x11A47, 0x11A47}, {0x11A99, 0x11A99}, {0x11D42, 0x11D42}, {0x11D44, 0x11D45}, {0x11D97, 0x11D97},
    {0x11F41, 0x11F42}, {0x16FF0, 0x16FF1}, {0x1E08F, 0x1E08F}, {0x1E130, 0x1E136}, {0x1E2AE, 0x1E2AE}, {0x1E2EC, 0x1E2EF},
    {0x1E4EC, 0x1E4EF},
};

bool is_newer_mark(char32_t code) {
    const auto* found = std::lower_bound(std::begin(newer_marks), std::end(newer_marks), code,
                                         [](const MarkRange& range, char32_t wanted) { return range.last < wanted; });
    return found != std::end(newer_marks) && found->first <= code;
}

bool is_mark(char32_t code) {
    const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(code));
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC || category == UTF8PROC_CATEGORY_ME;
}

// Whether composition may join this code point to what stands before it. Only marks and the vowels
// and final consonants of Hangul do, so text can be normalised one cluster at a time.
bool continues_cluster(char32_t code) {
    if (code < 0x300 || code == 0x11A7) return false;   // utf8proc swallows U+11A7 after a Hangul syllable
    return (code >= 0x1160 && code <= 0x11FF) || (is_mark(code) && !is_newer_mark(code));
}

int combining_class(utf8proc_int32_t code) {
    return is_newer_mark(static_cast<char32_t>(code)) ? 0 : utf8proc_get_property(code)->combining_class;
}

void decompose(char32_t code, std::vector<utf8proc_int32_t>& out) {
    utf8proc_int32_t buffer[8];
    int boundary = 0;
    const auto size = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(code), buffer, 8,
                                              static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_STABLE), &boundary);
    if (size < 0 || size > 8) {
        out.push_back(static_cast<utf8proc_int32_t>(code));
    } else {
        out.insert(out.end(), buffer, buffer + size);
    }
}

// Marks by combining class, in a stable order. (utf8proc's own reordering is quadratic in their number.)
void order_marks(std::vector<utf8proc_int32_t>& codes) {
    for (auto run = codes.begin(); run != codes.end();) {
        if (combining_class(*run) == 0) {
            ++run;
            continue;
        }
        const auto end = std::find_if(run, codes.end(), [](utf8proc_int32_t code) { return combining_class(code) == 0; });
        std::stable_sort(run, end, [](utf8proc_int32_t a, utf8proc_int32_t b) { return combining_class(a) < combining_class(b); });
        run = end;
    }
}

void append_lower(char32_t code, std::uint32_t begin, std::uint32_t end, std::vector<TextChar>& out) {
    if (code < 0x80) {
        out.push_back({code >= 'A' && code <= 'Z' ? code + 32 : code, begin, end});
    } else if (code == 0x130) {
        out.push_back({'i', begin, end});
        out.push_back({0x307, begin, end});
    } else if (const NewerChars* range = newer(code)) {
        out.push_back({static_cast<char32_t>(static_cast<int>(code) + range->to_lower), begin, end});
    } else {
        out.push_back({static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(code))), begin, end});
    }
}

}  // namespace

char32_t next_code(std::string_view text, std::size_t& at) {
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    utf8proc_int32_t code = 0;
    const auto size = utf8proc_iterate(bytes + at, static_cast<utf8proc_ssize_t>(text.size() - at), &code);
    at += size > 0 ? static_cast<std::size_t>(size) : 1;
    return size > 0 ? static_cast<char32_t>(code) : replacement;
}

void append_utf8(char32_t code, std::string& out) {
    utf8proc_uint8_t buffer[4];
    const auto size = utf8proc_encode_char(static_cast<utf8proc_int32_t>(code), buffer);
    out.append(reinterpret_cast<const char*>(buffer), static_cast<std::size_t>(size));
}

std::vector<TextChar> lower_nfc(std::string_view text) {
    std::vector<TextChar> out;
    out.reserve(text.size());
    std::vector<utf8proc_int32_t> cluster;
    const auto is_ascii = [&](std::size_t at) { return at >= text.size() || static_cast<unsigned char>(text[at]) < 0x80; };
    for (std::size_t at = 0; at < text.size();) {
        const auto begin = static_cast<std::uint32_t>(at);
        if (is_ascii(at) && is_ascii(at + 1)) {
            append_lower(static_cast<unsigned char>(text[at]), begin, begin + 1, out);
            ++at;
            continue;
        }
        cluster.clear();
        decompose(next_code(text, at), cluster);
        for (std::size_t next = at; next < text.size(); at = next) {
            const char32_t code = next_code(text, next);
            if (!continues_cluster(code)) break;
            decompose(code, cluster);
        }
        order_marks(cluster);
        const auto size = utf8proc_normalize_utf32(cluster.data(), static_cast<utf8proc_ssize_t>(cluster.size()),
                                                   static_cast<utf8proc_option_t>(UTF8PROC_COMPOSE | UTF8PROC_STABLE));
        cluster.resize(static_cast<std::size_t>(std::max<utf8proc_ssize_t>(size, 0)));
        for (const utf8proc_int32_t code : cluster)
            append_lower(static_cast<char32_t>(code), begin, static_cast<std::uint32_t>(at), out);
    }
    return out;
}

CharClass class_of(char32_t code) {
    if (code < 0x80) {
        if ((code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z')) return CharClass::letter;
        if (code >= '0' && code <= '9') return CharClass::number;
        return code == ' ' || (code >= 0x09 && code <= 0x0D) ? CharClass::space : CharClass::other;
    }
    switch (utf8proc_category(static_cast<utf8proc_int32_t>(code))) {
        case UTF8PROC_CATEGORY_LU:
        case UTF8PROC_CATEGORY_LL:
        case UTF8PROC_CATEGORY_LT:
        case UTF8PROC_CATEGORY_LM:
        case UTF8PROC_CATEGORY_LO: return CharClass::letter;
        case UTF8PROC_CATEGORY_ND:
        case UTF8PROC_CATEGORY_NL:
        case UTF8PROC_CATEGORY_NO: return CharClass::number;
        case UTF8PROC_CATEGORY_ZS:
        case UTF8PROC_CATEGORY_ZL:
        case UTF8PROC_CATEGORY_ZP: return CharClass::space;
        case UTF8PROC_CATEGORY_CN: {
            const NewerChars* range = newer(code);
            return range ? range->kind : CharClass::other;
        }
        default: return code == 0x85 ? CharClass::space : CharClass::other;
    }
}

}  // namespace noiseloom
