// TIFF's directories of tags (IFDs), which TIFF files and EXIF blocks share, and the EXIF comment in
// which A1111 puts its parameters: tag UserComment, "UNICODE", NUL, then UTF-16.
#pragma once

#include <vector>

#include "image/text_formats.h"

namespace noiseloom {

struct IfdEntry {
    std::uint16_t tag = 0;
    std::uint16_t type = 0;
    std::uint32_t count = 0;
    std::string raw;   // the 12 bytes of the entry
};

struct Ifd {
    std::vector<IfdEntry> entries;
    std::uint32_t next = 0;   // offset of the next directory; 0: none
};

// Byte order and offset of the first directory; nothing if it is no classic TIFF.
struct TiffHead {
    Order order = Order::little;
    std::uint32_t first = 0;
};
std::optional<TiffHead> read_tiff_head(const ByteSource& tiff);
std::optional<Ifd> read_ifd(const ByteSource& tiff, Order order, std::uint64_t offset);
// The bytes of an entry of type BYTE, ASCII or UNDEFINED.
std::optional<std::string> read_entry(const ByteSource& tiff, Order order, const IfdEntry& entry, TextBudget& budget);

// An EXIF block (from its TIFF header on) with this comment only.
std::string write_exif_comment(std::string_view text);
// The comment becomes the text "parameters".
void read_exif_comment(const ByteSource& exif, TextBudget& budget, Texts& texts);

}  // namespace noiseloom
