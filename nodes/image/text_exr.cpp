// EXR: magic, version, then attributes (name, NUL, type, NUL, 32-bit size, data) up to a NUL; then a
// table of 64-bit offsets of the chunks of pixels. New attributes move the chunks, so the table is
// rewritten. Only the first part's header is read.
#include "image/text_formats.h"
#include "image/utf.h"

namespace noiseloom {

namespace {

constexpr std::size_t first_attribute = 8;
constexpr std::size_t longest_name = 255;   // with "long names"; 31 without
constexpr std::uint64_t multi_part = 0x1000;

struct Attribute {
    std::string name, type;
    std::uint64_t data = 0, size = 0;   // where its data lie
    bool end = false;                   // the NUL that closes the header
};

std::optional<Attribute> read_attribute(const ByteSource& file, std::uint64_t at) {
    if (at >= file.size()) return std::nullopt;
    const auto head = file.read(at, std::min<std::uint64_t>(2 * (longest_name + 1) + 4, file.size() - at));
    if (!head) return std::nullopt;
    Attribute attribute;
    if ((*head)[0] == '\0') {
        attribute.data = at + 1;
        attribute.end = true;
        return attribute;
    }
    const std::size_t name = head->find('\0');
    const std::size_t type = name == head->npos ? name : head->find('\0', name + 1);
    if (type == head->npos || type + 5 > head->size()) return std::nullopt;
    attribute.name = head->substr(0, name);
    attribute.type = head->substr(name + 1, type - name - 1);
    attribute.size = number_at(std::string_view(*head).substr(type + 1, 4), Order::little);
    attribute.data = at + type + 5;
    return attribute;
}

}  // namespace

void read_exr_texts(const ByteSource& file, TextBudget& budget, Texts& texts) {
    constexpr int most_attributes = 256;
    std::uint64_t at = first_attribute;
    for (int i = 0; i < most_attributes; ++i) {
        const auto attribute = read_attribute(file, at);
        if (!attribute || attribute->end) return;
        if (attribute->type == "string") {
            const auto text = budget.take(attribute->size) ? file.read(attribute->data, attribute->size) : std::nullopt;
            if (!text) return;
            texts.emplace(clean_text(attribute->name), clean_text(*text));
        }
        at = attribute->data + attribute->size;
    }
}

Result<std::string> add_exr_texts(std::string_view file, const Texts& texts) {
    const ByteSource source(file);
    if (file.size() < first_attribute || (number_at(file.substr(4, 4), Order::little) & multi_part) != 0) return cannot_add_texts("an EXR of one part");
    std::string out(file.substr(0, first_attribute));
    std::uint64_t at = first_attribute;
    for (;;) {
        const auto attribute = read_attribute(source, at);
        if (!attribute) return cannot_add_texts("EXR attributes");
        if (attribute->end) break;
        const std::uint64_t next = attribute->data + attribute->size;
        if (next > file.size()) return cannot_add_texts("EXR attributes");
        if (!texts.contains(attribute->name)) out += file.substr(at, next - at);
        at = next;
    }
    for (const auto& [key, text] : texts) out += key + '\0' + "string" + '\0' + to_bytes(text.size(), 4, Order::little) + text;
    out += '\0';

    // The table ends where the first chunk begins.
    const std::uint64_t table = at + 1;
    const auto first = source.read(table, 8);
    const std::uint64_t chunks = first ? number_at(*first, Order::little) : 0;
    if (chunks < table || chunks > file.size() || (chunks - table) % 8 != 0) return cannot_add_texts("an EXR with its rows in order");
    const std::uint64_t moved = out.size() - table;   // wraps round where the header shrank, and back again below
    for (std::uint64_t entry = table; entry < chunks; entry += 8) {
        out += to_bytes(number_at(file.substr(entry, 8), Order::little) + moved, 8, Order::little);
    }
    out += file.substr(chunks);
    return out;
}

}  // namespace noiseloom
