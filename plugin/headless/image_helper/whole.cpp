#include "whole.h"

#include "image/bytes.h"
#include "image/exif.h"

namespace noiseloom {

namespace {

// Segments have a length. The compressed data after a start of scan go on until a marker that is neither FF 00 (a
// data byte FF) nor a restart. Thumbnails lie inside segments, so their end markers do not count.
bool is_whole_jpeg(std::string_view file) {
    constexpr unsigned char end_of_image = 0xd9, first_restart = 0xd0, last_restart = 0xd7;
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(file[at]); };
    for (std::size_t at = 2; at + 1 < file.size();) {
        if (byte(at) != 0xff || byte(at + 1) == 0xff) {
            ++at;
            continue;
        }
        const unsigned char marker = byte(at + 1);
        if (marker == end_of_image) return true;
        at += 2;
        const bool has_length = marker != 0 && (marker < first_restart || marker > last_restart);
        if (has_length && at + 1 < file.size()) at += std::size_t(byte(at)) << 8 | byte(at + 1);
    }
    return false;
}

// The numbers of an entry, SHORT or LONG; nothing for other types, or where they lie outside the file.
std::vector<std::uint64_t> numbers_of(const ByteSource& tiff, Order order, const IfdEntry& entry) {
    constexpr std::uint16_t type_short = 3, type_long = 4;
    if (entry.type != type_short && entry.type != type_long) return {};
    const std::size_t width = entry.type == type_short ? 2 : 4;
    const std::uint64_t bytes = std::uint64_t{entry.count} * width;
    const std::string_view value = std::string_view(entry.raw).substr(8);
    const auto data = bytes <= 4 ? std::string(value.substr(0, bytes)) : tiff.read(number_at(value, order), bytes);
    std::vector<std::uint64_t> numbers;
    for (std::size_t at = 0; data && at < bytes; at += width) numbers.push_back(number_at(std::string_view(*data).substr(at, width), order));
    return numbers;
}

bool is_whole_tiff(std::string_view file) {
    constexpr std::uint16_t strip_offsets = 273, strip_bytes = 279, tile_offsets = 324, tile_bytes = 325;
    const ByteSource tiff(file);
    const auto head = read_tiff_head(tiff);
    const auto ifd = head ? read_ifd(tiff, head->order, head->first) : std::nullopt;
    if (!ifd) return true;   // BigTIFF, or damage that libtiff sees
    std::vector<std::uint64_t> offsets, bytes;
    for (const IfdEntry& entry : ifd->entries) {
        if (entry.tag == strip_offsets || entry.tag == tile_offsets) offsets = numbers_of(tiff, head->order, entry);
        if (entry.tag == strip_bytes || entry.tag == tile_bytes) bytes = numbers_of(tiff, head->order, entry);
    }
    for (std::size_t i = 0; i < offsets.size() && i < bytes.size(); ++i)
        if (offsets[i] > file.size() || bytes[i] > file.size() - offsets[i]) return false;
    return true;
}

}  // namespace

bool is_whole(std::string_view file, Format format) {
    return format == Format::jpeg ? is_whole_jpeg(file) : format == Format::tiff ? is_whole_tiff(file) : true;
}

}  // namespace noiseloom
