#include "image/format.h"

#include <string>

#include "core/text.h"

namespace noiseloom {

using namespace std::string_view_literals;

std::optional<Format> sniff_format(std::string_view head) {
    if (head.starts_with("\x89PNG\r\n\x1a\n"sv)) return Format::png;
    if (head.starts_with("\xff\xd8\xff"sv)) return Format::jpeg;
    if (head.size() >= 12 && head.starts_with("RIFF"sv) && head.substr(8, 4) == "WEBP"sv) return Format::webp;
    if (head.starts_with("II*\0"sv) || head.starts_with("MM\0*"sv) || head.starts_with("II+\0"sv) || head.starts_with("MM\0+"sv)) {
        return Format::tiff;
    }
    if (head.starts_with("\x76\x2f\x31\x01"sv)) return Format::exr;
    // Two letters are little evidence: the reserved fields of BMP must be 0, the byte after P5 or P6 a blank.
    if (head.size() >= 10 && head.starts_with("BM"sv) && head.substr(6, 4) == "\0\0\0\0"sv) return Format::bmp;
    if (head.size() >= 3 && head[0] == 'P' && (head[1] == '5' || head[1] == '6') && " \t\r\n#"sv.find(head[2]) != head.npos) {
        return Format::pnm;
    }
    return std::nullopt;
}

std::string_view guess_other(std::string_view head) {
    const std::string lower = in_lower_case(std::string(head));
    if (lower.starts_with("<!doctype html") || lower.starts_with("<html")) return "a web page";
    if (lower.starts_with("<?xml") || lower.starts_with("<svg")) return "an XML or SVG file";
    if (lower.starts_with("gif8")) return "a GIF picture";
    if (lower.starts_with("%pdf")) return "a PDF document";
    if (lower.starts_with("version https://")) return "a Git LFS pointer";
    if (head.starts_with("PK\x03\x04"sv)) return "a ZIP archive";
    if (head.size() >= 12 && head.substr(4, 4) == "ftyp"sv) return "an AVIF, HEIC or video file";
    if (lower.starts_with("8bps")) return "a Photoshop file";
    return "";
}

std::optional<Format> format_of_extension(const std::filesystem::path& path) {
    const std::string extension = ending_of(path);
    if (extension == ".png") return Format::png;
    if (extension == ".jpg" || extension == ".jpeg") return Format::jpeg;
    if (extension == ".webp") return Format::webp;
    if (extension == ".tif" || extension == ".tiff") return Format::tiff;
    if (extension == ".exr") return Format::exr;
    return std::nullopt;
}

std::string_view name_of(Format format) {
    constexpr std::string_view names[] = {"PNG", "JPEG", "WebP", "TIFF", "EXR", "BMP", "PNM"};
    return names[static_cast<int>(format)];
}

std::string_view plugin_of(Format format) {
    constexpr std::string_view names[] = {"png", "jpeg", "webp", "tiff", "openexr", "bmp", "pnm"};
    return names[static_cast<int>(format)];
}

}  // namespace noiseloom
