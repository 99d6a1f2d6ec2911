// JPEG: segments FF, marker, 16-bit length, before the scan. EXIF and XMP are APP1 segments of at
// most 64 kB; longer XMP continues in "extended XMP" segments (XMP specification part 3, 1.1.3.1),
// which name a GUID, the full length and their offset.
#include <algorithm>

#include "core/key.h"
#include "image/exif.h"
#include "image/metadata.h"
#include "image/xmp.h"

namespace noiseloom {

namespace {

using namespace std::string_view_literals;

constexpr std::string_view exif_name = "Exif\0\0"sv;
constexpr std::string_view xmp_name = "http://ns.adobe.com/xap/1.0/\0"sv;
constexpr std::string_view extension_name = "http://ns.adobe.com/xmp/extension/\0"sv;
constexpr std::size_t guid_bytes = 32;
constexpr std::size_t extension_head = guid_bytes + 4 + 4;   // GUID, full length, offset
constexpr std::size_t most_payload = 65533;
constexpr unsigned char app0 = 0xe0, app1 = 0xe1, start_of_scan = 0xda, end_of_image = 0xd9;

std::string segment(std::string_view name, std::string_view data) {
    std::string out = "\xff\xe1";
    return out + to_bytes(2 + name.size() + data.size(), 2, Order::big) + std::string(name) + std::string(data);
}

// XMP that only says where the rest is.
std::string stub_xmp(const std::string& guid) {
    return "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
           "<rdf:Description rdf:about=\"\" xmlns:xmpNote=\"http://ns.adobe.com/xmp/note/\" xmpNote:HasExtendedXMP=\"" +
           guid + "\"/></rdf:RDF></x:xmpmeta>";
}

// The GUID is MD5 by the specification; readers use it as a name only, and so it is any 128-bit hash here.
std::string guid_of(std::string_view text) {
    std::string guid = KeyBuilder("extended xmp").add(text).key().hex();
    std::transform(guid.begin(), guid.end(), guid.begin(), [](char c) { return c >= 'a' && c <= 'f' ? char(c - 32) : c; });
    return guid;
}

std::string xmp_segments(const Texts& texts) {
    const std::string packet = write_xmp(texts);
    if (xmp_name.size() + packet.size() <= most_payload) return segment(xmp_name, packet);
    const std::string guid = guid_of(packet);
    std::string out = segment(xmp_name, stub_xmp(guid));
    const std::size_t part = most_payload - extension_name.size() - extension_head;
    for (std::size_t at = 0; at < packet.size(); at += part) {
        out += segment(extension_name, guid + to_bytes(packet.size(), 4, Order::big) + to_bytes(at, 4, Order::big) + packet.substr(at, part));
    }
    return out;
}

bool is_ours(std::string_view payload) {
    return payload.starts_with(exif_name) || payload.starts_with(xmp_name) || payload.starts_with(extension_name);
}

// Extended XMP put together from its parts, which must come in order.
struct Extension {
    std::string guid;
    std::uint64_t length = 0;
    std::string text;

    void add(std::string_view data) {
        if (data.size() < extension_head) return;
        const std::string_view name = data.substr(0, guid_bytes);
        if (guid.empty()) {
            guid = name;
            length = number_at(data.substr(guid_bytes, 4), Order::big);
        }
        const std::uint64_t offset = number_at(data.substr(guid_bytes + 4, 4), Order::big);
        if (name == guid && offset == text.size() && text.size() + data.size() - extension_head <= length) text += data.substr(extension_head);
    }
    bool complete() const { return !guid.empty() && length <= max_text_bytes && text.size() == length; }
};

}  // namespace

void read_jpeg_texts(const ByteSource& file, TextBudget& budget, Texts& texts) {
    constexpr int most_segments = 1024;   // 8 MB of extended XMP are 129
    std::string xmp;
    Extension extension;
    std::uint64_t at = 2;
    for (int i = 0; i < most_segments; ++i) {
        const auto head = file.read(at, 4);
        if (!head || static_cast<unsigned char>((*head)[0]) != 0xff) break;
        const auto marker = static_cast<unsigned char>((*head)[1]);
        const std::uint64_t length = number_at(std::string_view(*head).substr(2), Order::big);
        if (marker == start_of_scan || marker == end_of_image || length < 2) break;
        if (marker == app1) {
            if (!budget.take(length)) break;
            const auto payload = file.read(at + 4, length - 2);
            if (!payload) break;
            const std::string_view data = *payload;
            if (data.starts_with(exif_name)) read_exif_comment(ByteSource(data.substr(exif_name.size())), budget, texts);
            else if (data.starts_with(xmp_name)) xmp = data.substr(xmp_name.size());
            else if (data.starts_with(extension_name)) extension.add(data.substr(extension_name.size()));
        }
        at += 2 + length;
    }
    read_xmp(xmp, texts);
    if (extension.complete() && xmp.find(extension.guid) != xmp.npos) read_xmp(extension.text, texts);
}

Result<std::string> add_jpeg_texts(std::string_view file, const Texts& texts) {
    std::string ours;
    if (const auto parameters = texts.find(parameters_key); parameters != texts.end()) {
        const std::string exif = write_exif_comment(parameters->second);
        if (exif_name.size() + exif.size() <= most_payload) ours += segment(exif_name, exif);   // else it is in the XMP alone
    }
    ours += xmp_segments(texts);

    std::string out(file.substr(0, 2));
    bool added = false;
    for (std::size_t at = 2; at + 4 <= file.size();) {
        const auto marker = static_cast<unsigned char>(file[at + 1]);
        const std::uint64_t length = number_at(file.substr(at + 2, 2), Order::big);
        if (static_cast<unsigned char>(file[at]) != 0xff || length < 2 || length + 2 > file.size() - at) break;
        if (marker != app0 && !added) {   // JFIF's own segment stays first
            out += ours;
            added = true;
        }
        if (marker == start_of_scan) return out + std::string(file.substr(at));
        const std::string_view whole = file.substr(at, 2 + length);
        if (marker != app1 || !is_ours(whole.substr(4))) out += whole;
        at += whole.size();
    }
    return cannot_add_texts("JPEG segments");
}

}  // namespace noiseloom
