// PNG: chunks of length, type, data, CRC. Texts are tEXt (Latin-1), zTXt (deflated Latin-1) and iTXt
// (UTF-8, deflated or not). We write tEXt for ASCII, which every reader knows, and iTXt otherwise.
#include <zlib.h>

#include <vector>

#include "image/text_formats.h"
#include "image/utf.h"

namespace noiseloom {

namespace {

constexpr std::size_t signature_bytes = 8;
constexpr std::size_t longest_keyword = 79;
constexpr std::uint64_t max_ratio = 100;   // of inflating

std::uint32_t crc_of(std::string_view bytes) {
    return static_cast<std::uint32_t>(::crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())));
}

std::string make_chunk(std::string_view type, std::string_view data) {
    const std::string body = std::string(type) + std::string(data);
    return to_bytes(data.size(), 4, Order::big) + body + to_bytes(crc_of(body), 4, Order::big);
}

// Nothing if it is damaged or past the limits.
std::optional<std::string> inflated(std::string_view data) {
    const std::uint64_t most = std::min(max_text_bytes, max_ratio * data.size());
    z_stream stream{};
    if (::inflateInit(&stream) != Z_OK) return std::nullopt;
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data.data()));
    stream.avail_in = static_cast<uInt>(data.size());
    std::string out;
    std::vector<char> part(64 << 10);
    int state = Z_OK;
    while (state == Z_OK && out.size() <= most) {
        stream.next_out = reinterpret_cast<Bytef*>(part.data());
        stream.avail_out = static_cast<uInt>(part.size());
        state = ::inflate(&stream, Z_NO_FLUSH);
        out.append(part.data(), part.size() - stream.avail_out);
    }
    ::inflateEnd(&stream);
    if (state != Z_STREAM_END || out.size() > most) return std::nullopt;
    return out;
}

// Takes the text up to the next NUL from the front; nothing if there is none.
std::optional<std::string_view> take_field(std::string_view& data) {
    const std::size_t end = data.find('\0');
    if (end == data.npos) return std::nullopt;
    const std::string_view field = data.substr(0, end);
    data.remove_prefix(end + 1);
    return field;
}

// tEXt is Latin-1 by the standard, but many programs put UTF-8 there.
std::string guessed_utf8(std::string_view text) { return is_utf8(text) ? std::string(text) : latin1_to_utf8(text); }

void read_text_chunk(std::string_view type, std::string_view data, TextBudget& budget, Texts& texts) {
    const auto keyword = take_field(data);
    if (!keyword || keyword->empty() || keyword->size() > longest_keyword) return;
    std::optional<std::string> text;
    if (type == "tEXt") {
        text = guessed_utf8(data);
    } else if (type == "zTXt") {
        if (data.empty() || data[0] != 0) return;
        if (const auto plain = inflated(data.substr(1))) text = guessed_utf8(*plain);
    } else {
        if (data.size() < 2 || data[1] != 0) return;
        const bool deflated = data[0] == 1;
        data.remove_prefix(2);
        if (!take_field(data) || !take_field(data)) return;   // language, translated keyword
        text = deflated ? inflated(data) : std::optional<std::string>(data);
    }
    if (text)
        texts.emplace(clean_text(guessed_utf8(*keyword)), clean_text(*text));
    else
        budget.skip("a packed text is damaged, or unpacks to more than 8 MB or 100 times its size");
}

bool is_text(std::string_view type) { return type == "tEXt" || type == "zTXt" || type == "iTXt"; }

}  // namespace

void read_png_texts(const ByteSource& file, TextBudget& budget, Texts& texts) {
    constexpr int most_chunks = 65536;   // mostly IDAT, of 8 kB and up
    std::uint64_t at = signature_bytes;
    for (int i = 0; i < most_chunks; ++i) {
        const auto head = file.read(at, 8);
        const std::uint64_t length = head ? number_at(std::string_view(*head).substr(0, 4), Order::big) : 0;
        const std::string type = head ? head->substr(4) : "";
        if (type == "IEND") return;
        if (length > 0x7fffffff) return void(budget.skip("a chunk claims to be larger than PNG allows"));
        if (!head || length + 12 > file.size() - at) return void(budget.skip("the file is cut short"));
        if (is_text(type)) {
            if (!budget.take(length)) return;
            const auto body = file.read(at + 4, 4 + length);
            const auto crc = file.read(at + 8 + length, 4);
            if (!body || !crc) return;
            if (number_at(*crc, Order::big) == crc_of(*body))
                read_text_chunk(type, std::string_view(*body).substr(4), budget, texts);
            else
                budget.skip("the checksum of a text is wrong");
        }
        at += 12 + length;
    }
}

Result<std::string> add_png_texts(std::string_view file, const Texts& texts) {
    std::string chunks;
    for (const auto& [key, text] : texts) {
        const bool ascii = text.find_first_of("\r") == text.npos && utf8_to_utf16(text, Order::big).size() == 2 * text.size();
        const std::string keyword = key + '\0';
        chunks += ascii ? make_chunk("tEXt", keyword + text) : make_chunk("iTXt", keyword + std::string(4, '\0') + text);
    }
    std::string out(file.substr(0, signature_bytes));
    bool added = false;
    for (std::size_t at = signature_bytes; at + 12 <= file.size();) {
        const std::uint64_t length = number_at(file.substr(at, 4), Order::big);
        const std::string_view type = file.substr(at + 4, 4);
        if (length > file.size() - at - 12) break;
        const std::string_view chunk = file.substr(at, 12 + length);
        if (type == "IDAT" && !added) {
            out += chunks;
            added = true;
        }
        const std::string_view data = chunk.substr(8);
        const bool replaced = is_text(type) && texts.contains(std::string(data.substr(0, data.find('\0'))));
        if (!replaced) out += chunk;
        at += chunk.size();
        if (type == "IEND" && added) return out;
    }
    return cannot_add_texts("PNG chunks");
}

}  // namespace noiseloom
