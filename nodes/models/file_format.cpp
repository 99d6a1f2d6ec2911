#include "models/file_format.h"

#include <string>

#include "core/text.h"

namespace noiseloom {
namespace {

using namespace std::string_view_literals;

std::string lower_text(std::string_view head) {
    const auto start = head.find_first_not_of(" \t\r\n\xef\xbb\xbf"sv);
    return in_lower_case(std::string(start == std::string_view::npos ? ""sv : head.substr(start, 32)));
}

}  // namespace

FileFormat sniff_file_format(std::string_view head) {
    if (head.empty()) return FileFormat::empty;
    // The length's upper bytes are zero in any header below 4 GiB; text and magic numbers have none there.
    if (head.size() > 8 && head.substr(4, 4) == "\0\0\0\0"sv && head[8] == '{') return FileFormat::safetensors;
    if (head.starts_with("PK\x03\x04"sv) || head.starts_with("PK\x05\x06"sv)) return FileFormat::zip;
    if (head.starts_with("GGUF"sv) || head.starts_with("FUGG"sv)) return FileFormat::gguf;
    if (head.starts_with("SQLite format 3\0"sv)) return FileFormat::sqlite;
    if (head.starts_with("version https://git-lfs"sv)) return FileFormat::lfs_pointer;
    if (head.starts_with("\x89PNG\r\n\x1a\n"sv)) return FileFormat::png;
    if (head.starts_with("\xff\xd8\xff"sv)) return FileFormat::jpeg;
    if (head.starts_with("\x1f\x8b"sv)) return FileFormat::gzip;
    // Pickles of protocol 2 to 5 start with PROTO; torch's old format opens with the long 0x1950a86a20f9469cfc6c.
    if (head.size() >= 2 && head[0] == '\x80' && head[1] >= 2 && head[1] <= 5) return FileFormat::pickle;
    const std::string text = lower_text(head);
    if (text.starts_with("<!doctype") || text.starts_with("<html") || text.starts_with("<?xml")) return FileFormat::html;
    if (text.starts_with("{") || text.starts_with("[")) return FileFormat::json;
    return FileFormat::unknown;
}

std::string_view name_of(FileFormat format) {
    switch (format) {
        case FileFormat::empty: return "an empty file";
        case FileFormat::safetensors: return "a safetensors file";
        case FileFormat::zip: return "a zip archive (a PyTorch checkpoint, perhaps)";
        case FileFormat::pickle: return "a Python pickle (a PyTorch checkpoint, perhaps)";
        case FileFormat::gguf: return "a GGUF file";
        case FileFormat::sqlite: return "an SQLite database (a Draw Things model, perhaps)";
        case FileFormat::lfs_pointer: return "a Git LFS pointer, not the model itself";
        case FileFormat::html: return "a web page (an error or login page saved in place of the model, perhaps)";
        case FileFormat::png: return "a PNG picture";
        case FileFormat::jpeg: return "a JPEG picture";
        case FileFormat::gzip: return "a gzip archive";
        case FileFormat::json: return "a JSON text";
        case FileFormat::unknown: return "a file of unknown format";
    }
    return "a file of unknown format";
}

std::string_view hint_for(FileFormat format) {
    switch (format) {
        case FileFormat::zip:
        case FileFormat::pickle:
            return "Pickle files can run code when they are opened, so they are refused. Use the model's .safetensors version.";
        case FileFormat::gguf: return "GGUF is not supported. Use the model's .safetensors version.";
        case FileFormat::sqlite: return "Draw Things models are not supported. Use the model's .safetensors version.";
        case FileFormat::lfs_pointer: return "Fetch the real file with 'git lfs pull', or download it again.";
        case FileFormat::html: return "Download the file again; the site may want you to log in or to accept its licence first.";
        case FileFormat::empty: return "Download the file again.";
        default: return "";
    }
}

}  // namespace noiseloom
