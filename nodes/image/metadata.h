// Texts inside picture files ("parameters" of A1111, "noiseloom" for the workflow), read and added
// without touching the pixels.
//
//   PNG   tEXt, zTXt and iTXt chunks, one a key
//   JPEG  EXIF UserComment = parameters; XMP (extended XMP past 64 kB) for every key
//   WebP  EXIF UserComment = parameters; XMP for every key
//   TIFF  ImageDescription = parameters; XMP for every key
//   EXR   string attributes, one a key
//
// Reading is bounded: at most 256 pieces, 8 MB a text, inflation of at most 100 to 1, 32 MB in all.
// Whatever breaks a rule is left out; the picture then counts as one without texts.
#pragma once

#include <filesystem>

#include "image/format.h"
#include "image/image.h"

namespace noiseloom {

inline constexpr const char* workflow_key = "noiseloom";      // canonical JSON of the workflow
inline constexpr const char* parameters_key = "parameters";   // A1111's text

// Fails only if the file cannot be read or is no picture; damaged or hostile texts are skipped. What was the
// first to be skipped, and why, goes to `problem` in words that may follow the picture's name and a colon.
Result<Texts> read_metadata(const std::filesystem::path& path, std::string* problem = nullptr);
Texts read_metadata_bytes(std::string_view file, std::string* problem = nullptr);

// The file's bytes with `texts` added. Keys are 1 to 31 of [A-Za-z0-9_]; texts are UTF-8 of at most
// 8 MB, control characters other than tab and line ends are dropped. In PNG and EXR texts of other
// keys stay; JPEG, WebP and TIFF get a new EXIF comment (or ImageDescription) and XMP in place of old ones.
Result<std::string> with_metadata(std::string file, Format format, const Texts& texts);

}  // namespace noiseloom
