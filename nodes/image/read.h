// Reads pictures from files that nobody vouches for.
//
// The format is told by the content, from a short list. The pixels are decoded in a helper process
// (noiseloom-image-helper) that has limits on time, memory and size and no access to files: the
// OpenImageIO of Debian 12 crashes on damaged JPEG and TIFF files. A crash or a hang of the helper
// is an Error of code bad_image; this process never parses compressed pixels itself.
#pragma once

#include <filesystem>

#include "image/format.h"
#include "image/image.h"

namespace noiseloom {

struct ReadOptions {
    bool keep_linear = false;    // leave float EXR and float TIFF in linear light; else they are encoded to sRGB
    bool with_metadata = true;   // also read the texts
    double seconds = 60;         // to decode, by the clock; small files also get only 4 s of processor time
};

// Grey with alpha becomes RGB with alpha; palettes are expanded; NaN becomes 0. Any thread.
Result<Image> read_image(const std::filesystem::path& path, const ReadOptions& options = {});
Result<Image> read_image_bytes(std::string_view bytes, const ReadOptions& options = {});

// What a picture's header says; no pixel is decoded. Channels as read_image would give them.
struct PictureInfo {
    Format format = Format::png;
    int width = 0, height = 0, channels = 0, bits = 0;
};
Result<PictureInfo> read_picture_info(const std::filesystem::path& path);

// Starts the helper in the background (it loads 260 shared libraries: 0.26 s), so that a later read
// or write need not wait. Returns at once; failures show in that later call.
void warm_up_image_helper();

}  // namespace noiseloom
