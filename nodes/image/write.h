// Writes pictures: encoded in the helper process, texts added here, and put in place atomically
// (temporary file in the same folder, fsync, rename), so a crash leaves the old file or the new one.
#pragma once

#include <filesystem>
#include <optional>

#include "core/file_claims.h"
#include "image/format.h"
#include "image/image.h"

namespace noiseloom {

enum class Existing { number, replace, refuse };   // a file of that name: take the next free number, replace, error

struct WriteOptions {
    std::optional<Format> format;   // by the extension if not set
    int bits = 0;                   // 8, 16 or 32 (float); 0: of the picture, or the nearest that the format has
    int quality = 95;               // JPEG and WebP, 1 to 100; WebP at 100 is lossless
    Existing existing = Existing::number;
    FileClaims* claims = nullptr;   // with Existing::number: replace regular files whose name is not claimed yet
    bool embed = true;              // false: no texts at all
    Texts texts;                    // workflow, parameters, ...; the picture's own `metadata` is not written
};

// PNG 8/16, JPEG 8, WebP 8, TIFF 8/16/32, EXR 16/32 (half and float, linear light). Returns the path
// written, which differs from `path` if a number was added ("a.png", "a-2.png", "a-3.png").
// JPEG has no alpha: the picture is laid on white. With Existing::replace a link
// to a regular file is followed; folders, devices and pipes are refused.
// Codes: usage (name), disk, bad_image (contents).
Result<std::filesystem::path> write_image(const std::filesystem::path& path, const Image& image, const WriteOptions& options = {});

// The bytes of the file that write_image would write.
Result<std::string> encode_image(const Image& image, Format format, const WriteOptions& options = {});

}  // namespace noiseloom
