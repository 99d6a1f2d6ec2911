// TIFF: tags in a directory that the file's header points to. Texts are ImageDescription (270) and
// XMP (700). They are added by a new directory at the end of the file that takes over the old one's
// entries; nothing that has an offset moves.
#include <algorithm>

#include "image/exif.h"
#include "image/metadata.h"
#include "image/utf.h"
#include "image/xmp.h"

namespace noiseloom {

namespace {

constexpr std::uint16_t image_description = 270, xmp_packet = 700;
constexpr std::uint16_t type_byte = 1, type_ascii = 2;

}  // namespace

void read_tiff_texts(const ByteSource& file, TextBudget& budget, Texts& texts) {
    const auto head = read_tiff_head(file);
    const auto ifd = head ? read_ifd(file, head->order, head->first) : std::nullopt;
    if (!ifd) return;
    for (const std::uint16_t tag : {xmp_packet, image_description}) {
        for (const IfdEntry& entry : ifd->entries) {
            if (entry.tag != tag) continue;
            auto data = read_entry(file, head->order, entry, budget);
            if (!data) return;
            if (tag == xmp_packet) {
                read_xmp(*data, texts);
            } else {
                data->resize(std::min(data->size(), data->find('\0')));
                texts.emplace(parameters_key, clean_text(*data));
            }
        }
    }
}

Result<std::string> add_tiff_texts(std::string_view file, const Texts& texts) {
    const ByteSource source(file);
    const auto head = read_tiff_head(source);
    auto ifd = head ? read_ifd(source, head->order, head->first) : std::nullopt;
    if (!ifd) return cannot_add_texts("a TIFF directory");
    const Order order = head->order;
    std::erase_if(ifd->entries, [](const IfdEntry& entry) { return entry.tag == image_description || entry.tag == xmp_packet; });

    std::string out(file);
    const auto add = [&](std::uint16_t tag, std::uint16_t type, const std::string& data) {
        out.resize(out.size() + out.size() % 2);
        const std::string raw = to_bytes(tag, 2, order) + to_bytes(type, 2, order) + to_bytes(data.size(), 4, order) + to_bytes(out.size(), 4, order);
        ifd->entries.push_back({tag, type, static_cast<std::uint32_t>(data.size()), raw});
        out += data;
    };
    // Up to four bytes would lie in the entry itself: more than one NUL at the end keeps them out.
    constexpr std::size_t ending = 5;
    if (const auto parameters = texts.find(parameters_key); parameters != texts.end()) {
        add(image_description, type_ascii, parameters->second + std::string(ending, '\0'));
    }
    add(xmp_packet, type_byte, write_xmp(texts));
    std::sort(ifd->entries.begin(), ifd->entries.end(), [](const IfdEntry& a, const IfdEntry& b) { return a.tag < b.tag; });

    out.resize(out.size() + out.size() % 2);
    const std::uint64_t directory = out.size();
    out += to_bytes(ifd->entries.size(), 2, order);
    for (const IfdEntry& entry : ifd->entries) out += entry.raw;
    out += to_bytes(ifd->next, 4, order);
    if (out.size() > UINT32_MAX) return cannot_add_texts("less than 4 GB");
    out.replace(4, 4, to_bytes(directory, 4, order));
    return out;
}

}  // namespace noiseloom
