#include "codec.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include <OpenImageIO/filesystem.h>
#include <OpenImageIO/imageio.h>
#include <sys/stat.h>

#include "icc.h"
#include "image/descriptor.h"
#include "image/format.h"
#include "image/image.h"
#include "sandbox.h"
#include "webp.h"
#include "whole.h"

namespace noiseloom {

namespace {

constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20;

void say(HelperReply& reply, HelperStatus status, const std::string& words) {
    reply.status = status;
    std::strncpy(reply.message, words.c_str(), sizeof reply.message - 1);
}

std::uint64_t file_size(int fd) {
    struct stat status{};
    return ::fstat(fd, &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
}

// The whole of shared memory, made `size` bytes large and mapped for writing.
MappedMemory map_output(int fd, std::uint64_t size) {
    if (::ftruncate(fd, static_cast<off_t>(size)) != 0) throw std::bad_alloc();
    MappedMemory mapping(fd, size, PROT_READ | PROT_WRITE, MAP_SHARED);
    if (!mapping) throw std::bad_alloc();
    return mapping;
}

// Gives back what was kept behind the pixels for a profile that no longer describes them.
void leave_out_profile(int fd, std::uint64_t pixel_bytes) {
    if (::ftruncate(fd, static_cast<off_t>(pixel_bytes)) != 0) throw std::bad_alloc();
}

// Which channels of the file are read, and what they become: 1, 3 or 4.
struct Channels {
    int read = 1;
    int made = 1;
    bool alpha = false;   // the last of those read is alpha
};

Channels choose_channels(const OIIO::ImageSpec& spec) {
    if (spec.nchannels >= 4 && spec.alpha_channel == 3) return {4, 4, true};
    if (spec.nchannels >= 3) return {3, 3, false};
    if (spec.nchannels == 2 && spec.alpha_channel == 1) return {2, 4, true};
    return {1, 1, false};
}

int bits_of(const OIIO::TypeDesc& type) {
    const int bits = static_cast<int>(type.basesize()) * 8;
    return bits <= 8 ? 8 : bits <= 16 ? 16 : 32;
}

bool is_linear(Format format, const OIIO::ImageSpec& spec) {
    if (format == Format::exr) return true;
    if (format == Format::tiff) return spec.format.is_floating_point();
    return spec.get_string_attribute("oiio:ColorSpace") == "Linear";   // PNG with gamma 1
}

bool is_premultiplied(Format format, const OIIO::ImageSpec& spec) {
    return format == Format::exr || (format == Format::tiff && spec.get_int_attribute("oiio:UnassociatedAlpha", 0) == 0);
}

// Turns a picture the way that its EXIF orientation (1 to 8) asks for. Rows and columns of `from`
// become those of `to`; orientations from 5 on swap width and height.
void orient(const float* from, float* to, int width, int height, int channels, int orientation) {
    const bool swapped = orientation >= 5;
    const int columns = swapped ? height : width;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const bool flip_x = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
            const bool flip_y = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
            const int u = flip_x ? width - 1 - x : x;
            const int v = flip_y ? height - 1 - y : y;
            const std::size_t at = swapped ? std::size_t(u) * std::size_t(columns) + std::size_t(v) : std::size_t(v) * std::size_t(columns) + std::size_t(u);
            std::copy_n(from + (std::size_t(y) * std::size_t(width) + std::size_t(x)) * std::size_t(channels), channels, to + at * std::size_t(channels));
        }
    }
}

// In place: NaN to 0, infinities to the largest half, and colours divided by alpha where they were
// multiplied with it.
void clean(float* values, std::size_t count, int channels, bool unmultiply) {
    for (std::size_t i = 0; i < count; ++i) {
        if (std::isnan(values[i])) values[i] = 0;
        values[i] = std::clamp(values[i], -3.4e38f, 3.4e38f);
    }
    if (!unmultiply || channels != 4) return;
    for (std::size_t i = 0; i < count; i += 4) {
        const float alpha = values[i + 3];
        for (std::size_t c = 0; c < 3 && alpha > 0; ++c) values[i + c] /= alpha;
    }
}

// Grey with alpha to RGB with alpha: `values` has room for four channels. From a copy, because GCC 12
// vectorises the loop that widens in place from the end into reads before the buffer.
void widen(float* values, std::size_t pixels) {
    const std::vector<float> narrow(values, values + 2 * pixels);
    for (std::size_t i = 0; i < pixels; ++i) {
        values[4 * i] = values[4 * i + 1] = values[4 * i + 2] = narrow[2 * i];
        values[4 * i + 3] = narrow[2 * i + 1];
    }
}

std::vector<char> profile_of(const OIIO::ImageSpec& spec) {
    const OIIO::ParamValue* const profile = spec.find_attribute("ICCProfile");
    if (!profile || profile->type().basetype != OIIO::TypeDesc::UINT8) return {};
    const std::size_t size = profile->type().size();
    if (size > max_icc_bytes) return {};
    const char* const data = static_cast<const char*>(profile->data());
    return {data, data + size};
}

}  // namespace

void prepare_codec() {
    OIIO::attribute("threads", 1);
    OIIO::attribute("exr_threads", -1);
    OIIO::attribute("try_all_readers", 0);
    OIIO::attribute("limits:imagesize_MB", 1024);
    OIIO::attribute("limits:channels", 64);
    for (int format = 0; format <= static_cast<int>(Format::pnm); ++format) {
        (void)OIIO::ImageInput::create(std::string(plugin_of(static_cast<Format>(format))));
    }
}

namespace {

// Whether a picture of this size is read at all; if so, memory is allowed for it.
bool admit(int width, int height, int channels, std::uint64_t file_bytes, HelperReply& reply) {
    if (width < 1 || height < 1 || channels < 1) {
        say(reply, HelperStatus::damaged, "no pixels");
        return false;
    }
    const std::uint64_t float_bytes = std::uint64_t(width) * std::uint64_t(height) * 4 * sizeof(float);
    if (width > Image::max_side || height > Image::max_side || float_bytes > max_pixel_bytes || channels > 64 || file_bytes > 1024 * mebibyte) {
        say(reply, HelperStatus::too_large, std::to_string(width) + " x " + std::to_string(height) + ", " + std::to_string(channels) + " channels");
        return false;
    }
    allow_memory(512 * mebibyte + 2 * file_bytes + 3 * float_bytes);
    return true;
}

void decode_as_webp(const MappedMemory& file, bool only_look, int output, HelperReply& reply) {
    const auto head = read_webp_head(file.text());
    if (!head) return say(reply, HelperStatus::damaged, "no still WebP picture");
    const std::uint64_t values = std::uint64_t(head->width) * std::uint64_t(head->height) * std::uint64_t(head->channels);
    if (!admit(head->width, head->height, head->channels, values, reply)) return;
    reply.width = head->width;
    reply.height = head->height;
    reply.channels = head->channels;
    reply.bits = 8;
    if (!only_look) {
        std::string profile = read_webp_profile(file.text());
        if (profile.size() > max_icc_bytes) profile.clear();
        const MappedMemory result = map_output(output, values * sizeof(float) + profile.size());
        float* const pixels = reinterpret_cast<float*>(result.data());
        if (!decode_webp(file.text(), *head, pixels)) return say(reply, HelperStatus::damaged, "bad WebP data");
        if (to_srgb(pixels, values / static_cast<std::uint64_t>(head->channels), head->channels, profile)) {
            leave_out_profile(output, values * sizeof(float));
        } else {
            std::memcpy(result.data() + values * sizeof(float), profile.data(), profile.size());
            reply.icc_bytes = profile.size();
        }
    }
    reply.status = HelperStatus::done;
}

}  // namespace

void decode(const HelperRequest& request, int input, int output, HelperReply& reply) {
    const Format format = static_cast<Format>(request.format);
    const MappedMemory file(input, file_size(input), PROT_READ, MAP_PRIVATE);
    if (!file) return say(reply, HelperStatus::damaged, "the file is empty or cannot be mapped");
    const bool only_look = request.task == HelperTask::look;
    if (!only_look && !is_whole(file.text(), format)) return say(reply, HelperStatus::damaged, "its end is missing");
    if (format == Format::webp) return decode_as_webp(file, only_look, output, reply);
    OIIO::Filesystem::IOMemReader reader(file.data(), file.size());

    const auto in = OIIO::ImageInput::create(std::string(plugin_of(format)));
    if (!in) return say(reply, HelperStatus::unsupported, OIIO::geterror());
    OIIO::ImageSpec config, spec;
    config.attribute("oiio:UnassociatedAlpha", 1);
    if (!in->set_ioproxy(&reader) || !in->open("picture", spec, config)) return say(reply, HelperStatus::damaged, in->geterror());
    if (spec.depth > 1 || spec.deep) return say(reply, HelperStatus::unsupported, "deep or volume data");
    if (!admit(spec.width, spec.height, spec.nchannels, spec.image_bytes(true), reply)) return;

    const auto pixels = std::uint64_t(spec.width) * std::uint64_t(spec.height);
    const Channels channels = choose_channels(spec);
    const int orientation = spec.get_int_attribute("Orientation", 1);
    const bool turned = orientation >= 2 && orientation <= 8;
    const bool swapped = turned && orientation >= 5;
    reply.width = swapped ? spec.height : spec.width;
    reply.height = swapped ? spec.width : spec.height;
    reply.channels = channels.made;
    reply.bits = bits_of(spec.format);
    reply.linear = is_linear(format, spec);
    if (only_look) {
        reply.status = HelperStatus::done;
        return;
    }
    const std::uint64_t float_bytes = pixels * std::uint64_t(channels.made) * sizeof(float);
    const std::vector<char> profile = profile_of(spec);
    const MappedMemory result = map_output(output, float_bytes + profile.size());
    float* const values = reinterpret_cast<float*>(result.data());
    std::vector<float> upright;
    if (turned) upright.resize(float_bytes / sizeof(float));
    float* const read = turned ? upright.data() : values;

    if (!in->read_image(0, 0, 0, channels.read, OIIO::TypeDesc::FLOAT, read)) return say(reply, HelperStatus::damaged, in->geterror());
    if (channels.read == 2) widen(read, pixels);
    clean(read, pixels * std::uint64_t(channels.made), channels.made, channels.alpha && is_premultiplied(format, spec));
    if (turned) orient(read, values, spec.width, spec.height, channels.made, orientation);
    if (!reply.linear && to_srgb(values, pixels, channels.made, {profile.data(), profile.size()})) {
        leave_out_profile(output, float_bytes);
    } else {
        if (!profile.empty()) std::memcpy(result.data() + float_bytes, profile.data(), profile.size());
        reply.icc_bytes = profile.size();
    }
    reply.status = HelperStatus::done;
}

namespace {

// By OpenImageIO; false with the reason in `reply`.
bool encode_with_plugin(const HelperRequest& request, Format format, const float* values, std::string_view profile, std::vector<unsigned char>& file,
                        HelperReply& reply) {
    using OIIO::TypeDesc;
    const auto wide = format == Format::exr ? TypeDesc::HALF : TypeDesc::UINT16;
    const auto type = request.bits == 8 ? TypeDesc::UINT8 : request.bits == 32 ? TypeDesc::FLOAT : wide;
    OIIO::ImageSpec spec(request.width, request.height, request.channels, type);
    if (request.channels == 4) spec.alpha_channel = 3;
    // Not for TIFF: it would get an EXIF directory, and 2.4.7 then leaves the header pointing to that.
    if (format == Format::png) spec.attribute("oiio:ColorSpace", "sRGB");
    if (format != Format::exr) spec.attribute("oiio:UnassociatedAlpha", 1);
    if (!profile.empty()) spec.attribute("ICCProfile", TypeDesc(TypeDesc::UINT8, static_cast<int>(profile.size())), profile.data());
    if (format == Format::jpeg) {
        spec.attribute("Compression", "jpeg:" + std::to_string(request.quality));
        spec.attribute("jpeg:subsampling", request.quality >= 90 ? "4:4:4" : "4:2:0");
    } else {
        spec.attribute("Compression", "zip");
    }
    file.clear();
    OIIO::Filesystem::IOVecOutput writer(file);
    const auto out = OIIO::ImageOutput::create(std::string(plugin_of(format)));
    const std::string name = "picture." + std::string(plugin_of(format));
    if (out && out->set_ioproxy(&writer) && out->open(name, spec) && out->write_image(TypeDesc::FLOAT, values) && out->close()) return true;
    say(reply, HelperStatus::unsupported, out ? out->geterror() : OIIO::geterror());
    return false;
}

}  // namespace

void encode(const HelperRequest& request, int input, int output, HelperReply& reply) {
    const Format format = static_cast<Format>(request.format);
    const auto float_bytes = std::uint64_t(request.width) * std::uint64_t(request.height) * std::uint64_t(request.channels) * sizeof(float);
    const MappedMemory pixels(input, file_size(input), PROT_READ, MAP_PRIVATE);
    if (pixels.size() != float_bytes + request.icc_bytes) return say(reply, HelperStatus::damaged, "too few pixels");
    allow_memory(512 * mebibyte + 6 * float_bytes);

    const auto* const values = reinterpret_cast<const float*>(pixels.data());
    std::vector<unsigned char> file;
    const std::string_view profile = pixels.text().substr(float_bytes);
    if (format == Format::webp) {
        file = encode_webp(values, {request.width, request.height, request.channels}, request.quality, profile);
        if (file.empty()) return say(reply, HelperStatus::unsupported, "libwebp failed");
    } else {
        // libpng refuses profiles that break the standard, which somebody's picture may well have.
        if (!encode_with_plugin(request, format, values, profile, file, reply) &&
            (profile.empty() || !encode_with_plugin(request, format, values, "", file, reply))) {
            return;
        }
    }
    const MappedMemory result = map_output(output, file.size());
    std::memcpy(result.data(), file.data(), file.size());
    reply.file_bytes = file.size();
    reply.status = HelperStatus::done;
}

}  // namespace noiseloom
