#include "image/write.h"

#include <algorithm>
#include <cstring>

#include "core/atomic_file.h"
#include "image/colour.h"
#include "image/helper_client.h"
#include "image/metadata.h"
#include "image/transform.h"

namespace noiseloom {

namespace {

namespace fs = std::filesystem;

// The depth that the format has and that is nearest to `wanted`.
int usable_bits(Format format, int wanted) {
    switch (format) {
        case Format::png: return wanted > 8 ? 16 : 8;
        case Format::tiff: return wanted > 16 ? 32 : wanted > 8 ? 16 : 8;
        case Format::exr: return wanted > 16 ? 32 : 16;
        default: return 8;
    }
}

// The picture as the format keeps it: linear light in EXR and float TIFF, no alpha in JPEG, no grey
// in WebP, colours multiplied with alpha in EXR.
Image prepared(const Image& image, Format format, int bits) {
    const bool linear = format == Format::exr || (format == Format::tiff && bits == 32);
    Image ready = linear ? to_linear(image) : to_srgb(image);
    if (format == Format::jpeg && ready.has_alpha()) ready = without_alpha(ready, {1, 1, 1});
    if (format == Format::webp && ready.channels == 1) ready = to_rgb(ready);
    if (format == Format::exr && ready.has_alpha()) ready = premultiplied(ready);
    return ready;
}

// A profile describes encoded colours, not linear light, and either grey or RGB.
bool profile_fits(const Image& image) {
    constexpr std::size_t space_at = 16;
    if (!image.icc || image.color_space == ColorSpace::linear || image.icc->size() < 128) return false;
    return image.icc->compare(space_at, 4, image.channels == 1 ? "GRAY" : "RGB ") == 0;
}

fs::path numbered(const fs::path& path, int number) {   // "a.png", "a-2.png", ...
    if (number == 1) return path;
    return path.parent_path() / (path.stem().string() + "-" + std::to_string(number) + path.extension().string());
}

}  // namespace

Result<std::string> encode_image(const Image& image, Format format, const WriteOptions& options) {
    if (format == Format::bmp || format == Format::pnm) {
        return Error{.code = Code::usage, .message = std::string(name_of(format)) + " files are read but not written", .hint = "Use .png."};
    }
    if (image.size() == 0 || !image.pixels) return Error{.code = Code::bad_image, .message = "the picture has no pixels"};
    constexpr int webp_side = 16383, jpeg_side = 65500;   // limits of the formats themselves
    const int longest = std::max(image.width, image.height);
    if ((format == Format::webp && longest > webp_side) || (format == Format::jpeg && longest > jpeg_side)) {
        return Error{.code = Code::bad_image, .message = "the picture is too large for " + std::string(name_of(format)), .hint = "Use .png or .tiff."};
    }
    const int bits = usable_bits(format, options.bits > 0 ? options.bits : image.bits);
    const Image ready = prepared(image, format, bits);
    const bool has_profile = profile_fits(ready);

    HelperRequest request;
    request.task = HelperTask::encode;
    request.format = static_cast<std::int32_t>(format);
    request.width = ready.width;
    request.height = ready.height;
    request.channels = ready.channels;
    request.bits = bits;
    request.quality = std::clamp(options.quality, 1, 100);
    request.icc_bytes = has_profile ? ready.icc->size() : 0;
    request.seconds = 30 + static_cast<double>(ready.size()) / 1e6;   // our own pixels: slow, not hostile
    request.cpu_seconds = request.seconds;
    const std::size_t float_bytes = ready.size() * sizeof(float);
    NL_TRY(const Descriptor input, shared_memory(float_bytes + request.icc_bytes));
    {
        const MappedMemory pixels(input.get(), float_bytes + request.icc_bytes, PROT_READ | PROT_WRITE, MAP_SHARED);
        if (!pixels) return Error{.code = Code::out_of_memory, .message = "there is not enough memory to write the picture"};
        std::memcpy(pixels.data(), ready.pixels.get(), float_bytes);
        if (has_profile) std::memcpy(pixels.data() + float_bytes, ready.icc->data(), ready.icc->size());
    }
    NL_TRY(const Descriptor output, shared_memory(0));
    NL_TRY(const HelperReply reply, ask_image_helper(request, input, output));
    if (reply.status == HelperStatus::no_memory) return Error{.code = Code::out_of_memory, .message = "there is not enough memory to write the picture"};
    const MappedMemory file(output.get(), reply.file_bytes, PROT_READ, MAP_PRIVATE);
    if (reply.status != HelperStatus::done || !file) {
        return Error{.code = Code::bad_image, .message = "the picture cannot be written as " + std::string(name_of(format)),
                     .hint = "Try another format.", .details = reply.message};
    }
    const Texts texts = options.embed ? options.texts : Texts{};
    return with_metadata(std::string(file.text()), format, texts);
}

Result<fs::path> write_image(const fs::path& path, const Image& image, const WriteOptions& options) {
    const auto format = options.format ? options.format : format_of_extension(path);
    if (!format) {
        return Error{.code = Code::usage, .message = "'" + path.filename().string() + "' does not say which picture format to write",
                     .hint = "End the name with .png, .jpg, .webp, .tiff or .exr."};
    }
    NL_TRY(const std::string bytes, encode_image(image, *format, options));
    if (options.existing == Existing::replace) {
        NL_CHECK(write_file(path, bytes));
        return path;
    }
    for (int number = 1;; ++number) {
        const fs::path name = numbered(path, number);
        std::error_code error;
        const fs::file_type there = fs::symlink_status(name, error).type();
        if (there == fs::file_type::none) {   // the name is too long, the folder may not be read, ...
            return Error{.code = Code::disk, .message = "the file '" + path.filename().string().substr(0, 60) + "' cannot be made: " + error.message(),
                         .hint = "Choose another name or folder."};
        }
        if (options.claims) {
            const bool is_free = there == fs::file_type::not_found || there == fs::file_type::regular;   // a link may lead anywhere
            if (!is_free || !options.claims->claim(name)) continue;
            NL_CHECK(write_file(name, bytes));
            return name;
        }
        if (there == fs::file_type::not_found) {
            NL_TRY(AtomicFile file, AtomicFile::open(name));
            NL_CHECK(file.write(bytes));
            NL_TRY(const bool placed, file.commit_new());
            if (placed) return name;
        }
        if (options.existing == Existing::refuse) {
            return Error{.code = Code::disk, .message = "the file '" + path.string() + "' exists already",
                         .hint = "Choose another name, or allow overwriting."};
        }
    }
}

}  // namespace noiseloom
