#include "image/exif.h"

#include <algorithm>

#include "image/metadata.h"
#include "image/utf.h"

namespace noiseloom {

namespace {

using namespace std::string_view_literals;

constexpr std::uint16_t exif_pointer = 0x8769, user_comment = 0x9286;
constexpr std::uint16_t type_byte = 1, type_ascii = 2, type_long = 4, type_undefined = 7;
constexpr std::string_view unicode = "UNICODE\0"sv, ascii = "ASCII\0\0\0"sv;

// The comment's order is that of the block by the standard, but programs differ. Western letters
// and punctuation, which the text always has, put their zero byte first or second.
Order order_of_utf16(std::string_view bytes, Order otherwise) {
    std::size_t first = 0, second = 0;
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
        first += bytes[i] == 0;
        second += bytes[i + 1] == 0;
    }
    if (first == second) return otherwise;
    return first > second ? Order::big : Order::little;
}

const IfdEntry* find(const Ifd& ifd, std::uint16_t tag) {
    const auto found = std::find_if(ifd.entries.begin(), ifd.entries.end(), [&](const IfdEntry& entry) { return entry.tag == tag; });
    return found == ifd.entries.end() ? nullptr : &*found;
}

}  // namespace

std::optional<TiffHead> read_tiff_head(const ByteSource& tiff) {
    const auto head = tiff.read(0, 8);
    if (!head) return std::nullopt;
    const Order order = (*head)[0] == 'M' ? Order::big : Order::little;
    if (!head->starts_with(order == Order::big ? "MM\0*"sv : "II*\0"sv)) return std::nullopt;
    return TiffHead{order, static_cast<std::uint32_t>(number_at(std::string_view(*head).substr(4), order))};
}

std::optional<Ifd> read_ifd(const ByteSource& tiff, Order order, std::uint64_t offset) {
    constexpr std::uint64_t most_entries = 256;
    const auto size = tiff.read(offset, 2);
    if (!size) return std::nullopt;
    const std::uint64_t count = number_at(*size, order);
    const auto bytes = count <= most_entries ? tiff.read(offset + 2, 12 * count + 4) : std::nullopt;
    if (!bytes) return std::nullopt;
    const std::string_view all = *bytes;
    Ifd ifd;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string_view raw = all.substr(12 * i, 12);
        ifd.entries.push_back({static_cast<std::uint16_t>(number_at(raw.substr(0, 2), order)), static_cast<std::uint16_t>(number_at(raw.substr(2, 2), order)),
                               static_cast<std::uint32_t>(number_at(raw.substr(4, 4), order)), std::string(raw)});
    }
    ifd.next = static_cast<std::uint32_t>(number_at(all.substr(12 * count), order));
    return ifd;
}

std::optional<std::string> read_entry(const ByteSource& tiff, Order order, const IfdEntry& entry, TextBudget& budget) {
    if (entry.type != type_byte && entry.type != type_ascii && entry.type != type_undefined) return std::nullopt;
    if (!budget.take(entry.count)) return std::nullopt;
    if (entry.count <= 4) return entry.raw.substr(8, entry.count);
    return tiff.read(number_at(std::string_view(entry.raw).substr(8), order), entry.count);
}

std::string write_exif_comment(std::string_view text) {
    constexpr Order order = Order::big;   // as piexif, which A1111 uses
    constexpr std::uint64_t ifd_bytes = 2 + 12 + 4, header_bytes = 8;
    const std::string comment = std::string(unicode) + utf8_to_utf16(text, order);
    const auto ifd = [&](std::uint16_t tag, std::uint16_t type, std::uint64_t count, std::uint64_t value) {
        return to_bytes(1, 2, order) + to_bytes(tag, 2, order) + to_bytes(type, 2, order) + to_bytes(count, 4, order) +
               to_bytes(value, 4, order) + to_bytes(0, 4, order);
    };
    return "MM" + to_bytes(42, 2, order) + to_bytes(header_bytes, 4, order) + ifd(exif_pointer, type_long, 1, header_bytes + ifd_bytes) +
           ifd(user_comment, type_undefined, comment.size(), header_bytes + 2 * ifd_bytes) + comment;
}

void read_exif_comment(const ByteSource& exif, TextBudget& budget, Texts& texts) {
    const auto head = read_tiff_head(exif);
    const auto first = head ? read_ifd(exif, head->order, head->first) : std::nullopt;
    const IfdEntry* const pointer = first ? find(*first, exif_pointer) : nullptr;
    if (!pointer || pointer->type != type_long) return;
    const auto details = read_ifd(exif, head->order, number_at(std::string_view(pointer->raw).substr(8), head->order));
    const IfdEntry* const entry = details ? find(*details, user_comment) : nullptr;
    const auto comment = entry ? read_entry(exif, head->order, *entry, budget) : std::nullopt;
    if (!comment || comment->size() <= unicode.size()) return;
    const std::string_view text = std::string_view(*comment).substr(unicode.size());
    if (comment->starts_with(unicode)) {
        texts.emplace(parameters_key, clean_text(utf16_to_utf8(text, order_of_utf16(text, head->order))));
    } else if (comment->starts_with(ascii)) {
        texts.emplace(parameters_key, clean_text(text));
    }
}

}  // namespace noiseloom
