// The picture formats that Noiseloom reads and writes, told apart by their first bytes when reading
// (never by the name) and by the extension of the name when writing.
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

namespace noiseloom {

enum class Format { png, jpeg, webp, tiff, exr, bmp, pnm };   // the last two are only read

// `head` is the first 16 bytes of the file, or fewer if it is shorter.
std::optional<Format> sniff_format(std::string_view head);
// What a file that is no picture seems to be ("a web page"), for messages; empty if unknown.
std::string_view guess_other(std::string_view head);
std::optional<Format> format_of_extension(const std::filesystem::path& path);   // formats that can be written

std::string_view name_of(Format format);          // "PNG"
std::string_view plugin_of(Format format);        // OpenImageIO's name: "png"

}  // namespace noiseloom
