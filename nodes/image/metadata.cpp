#include "image/metadata.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>

#include "image/text_formats.h"
#include "image/utf.h"

namespace noiseloom {

namespace {

Texts read_texts(const ByteSource& file, Format format, std::string* problem) {
    Texts texts;
    TextBudget budget;
    switch (format) {
        case Format::png: read_png_texts(file, budget, texts); break;
        case Format::jpeg: read_jpeg_texts(file, budget, texts); break;
        case Format::webp: read_webp_texts(file, budget, texts); break;
        case Format::tiff: read_tiff_texts(file, budget, texts); break;
        case Format::exr: read_exr_texts(file, budget, texts); break;
        case Format::bmp:
        case Format::pnm: break;
    }
    if (problem) *problem = budget.problem();
    return texts;
}

bool is_key(std::string_view key) {
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const auto allowed = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '_'; };
    return !key.empty() && key.size() <= 31 && letter(key[0]) && std::all_of(key.begin(), key.end(), allowed);
}

}  // namespace

Error cannot_add_texts(std::string_view why) {
    return {.code = Code::bad_image, .message = "no text can be put into this picture file", .hint = "Write it anew first.",
            .details = "expected " + std::string(why)};
}

Result<Texts> read_metadata(const std::filesystem::path& path, std::string* problem) {
    const std::string name = "'" + path.filename().string() + "'";
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    struct stat status{};
    if (!file || ::fstat(file.get(), &status) != 0) {
        return Error{.code = Code::bad_image, .message = "the picture " + name + " cannot be opened: " + std::strerror(errno), .hint = "Check the path " + path.string() + "."};
    }
    if (!S_ISREG(status.st_mode)) return Error{.code = Code::bad_image, .message = name + " is not a regular file", .hint = "Choose a picture file."};
    const ByteSource source(file, static_cast<std::uint64_t>(status.st_size));
    const auto head = source.read(0, std::min<std::uint64_t>(16, source.size()));
    const auto format = head ? sniff_format(*head) : std::nullopt;
    if (!format) return Error{.code = Code::bad_image, .message = name + " is not a picture that Noiseloom reads", .hint = "PNG, JPEG, WebP, TIFF and EXR carry workflows."};
    return read_texts(source, *format, problem);
}

Texts read_metadata_bytes(std::string_view file, std::string* problem) {
    const auto format = sniff_format(file.substr(0, 16));
    return format ? read_texts(ByteSource(file), *format, problem) : Texts{};
}

Result<std::string> with_metadata(std::string file, Format format, const Texts& texts) {
    if (texts.empty()) return file;
    Texts clean;
    for (const auto& [key, text] : texts) {
        if (!is_key(key)) return Error{.code = Code::usage, .message = "'" + key + "' cannot name a text in a picture", .hint = "Use up to 31 letters, digits and '_'."};
        if (text.size() > max_text_bytes) return Error{.code = Code::bad_image, .message = "the text '" + key + "' is larger than 8 MB", .hint = "Write the picture without it."};
        clean[key] = clean_text(text);
    }
    switch (format) {
        case Format::png: return add_png_texts(file, clean);
        case Format::jpeg: return add_jpeg_texts(file, clean);
        case Format::webp: return add_webp_texts(file, clean);
        case Format::tiff: return add_tiff_texts(file, clean);
        case Format::exr: return add_exr_texts(file, clean);
        case Format::bmp:
        case Format::pnm: break;
    }
    return cannot_add_texts("a format that carries texts");
}

}  // namespace noiseloom
