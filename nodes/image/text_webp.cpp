// WebP: a RIFF file of chunks (four letters, 32-bit length, data, padded to even). Files with
// metadata start with a VP8X chunk that has flags and the size of the canvas.
#include "image/exif.h"
#include "image/metadata.h"
#include "image/xmp.h"

namespace noiseloom {

namespace {

constexpr std::size_t riff_head = 12;
constexpr unsigned flag_exif = 0x08, flag_xmp = 0x04, flag_alpha = 0x10;

std::string make_chunk(std::string_view name, std::string_view data) {
    std::string out = std::string(name) + to_bytes(data.size(), 4, Order::little) + std::string(data);
    if (data.size() % 2 != 0) out += '\0';
    return out;
}

// VP8X for a file that has only an image chunk: the size comes from the bitstream's first bytes.
std::optional<std::string> extended_head(std::string_view name, std::string_view data) {
    std::uint64_t width = 0, height = 0;
    unsigned flags = 0;
    if (name == "VP8 " && data.size() >= 10 && data.substr(3, 3) == "\x9d\x01\x2a") {
        width = number_at(data.substr(6, 2), Order::little) & 0x3fff;
        height = number_at(data.substr(8, 2), Order::little) & 0x3fff;
    } else if (name == "VP8L" && data.size() >= 5 && data[0] == 0x2f) {
        const std::uint64_t bits = number_at(data.substr(1, 4), Order::little);
        width = (bits & 0x3fff) + 1;
        height = (bits >> 14 & 0x3fff) + 1;
        if (bits >> 28 & 1) flags = flag_alpha;
    }
    if (width == 0 || height == 0) return std::nullopt;
    return to_bytes(flags, 4, Order::little) + to_bytes(width - 1, 3, Order::little) + to_bytes(height - 1, 3, Order::little);
}

}  // namespace

void read_webp_texts(const ByteSource& file, TextBudget& budget, Texts& texts) {
    constexpr int most_chunks = 4096;   // animations have one a frame
    std::uint64_t at = riff_head;
    for (int i = 0; i < most_chunks; ++i) {
        const auto head = file.read(at, 8);
        if (!head) return;
        const std::string name = head->substr(0, 4);
        const std::uint64_t length = number_at(std::string_view(*head).substr(4), Order::little);
        if (name == "EXIF" || name == "XMP ") {
            const auto data = budget.take(length) ? file.read(at + 8, length) : std::nullopt;
            if (!data) return;
            std::string_view block = *data;
            if (block.starts_with("Exif")) block.remove_prefix(std::min<std::size_t>(6, block.size()));   // some programs keep JPEG's name
            if (name == "EXIF") read_exif_comment(ByteSource(block), budget, texts);
            else read_xmp(block, texts);
        }
        at += 8 + length + length % 2;
    }
}

Result<std::string> add_webp_texts(std::string_view file, const Texts& texts) {
    std::optional<std::string> head;
    std::string body;
    for (std::size_t at = riff_head; at + 8 <= file.size();) {
        const std::string_view name = file.substr(at, 4);
        const std::uint64_t length = number_at(file.substr(at + 4, 4), Order::little);
        if (length > file.size() - at - 8) return cannot_add_texts("WebP chunks");
        const std::string_view data = file.substr(at + 8, length);
        if (name == "VP8X") {
            head = std::string(data);
        } else if (name != "EXIF" && name != "XMP ") {
            if (!head) head = extended_head(name, data);
            body += make_chunk(name, data);
        }
        at += 8 + length + length % 2;
    }
    if (!head || head->size() != 10) return cannot_add_texts("WebP chunks");
    unsigned flags = static_cast<unsigned char>((*head)[0]) & ~flag_exif;
    flags |= flag_xmp;
    if (const auto parameters = texts.find(parameters_key); parameters != texts.end()) {
        body += make_chunk("EXIF", write_exif_comment(parameters->second));
        flags |= flag_exif;
    }
    body += make_chunk("XMP ", write_xmp(texts));
    (*head)[0] = static_cast<char>(flags);
    const std::string all = "WEBP" + make_chunk("VP8X", *head) + body;
    return "RIFF" + to_bytes(all.size(), 4, Order::little) + all;
}

}  // namespace noiseloom
