#include "image/read.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>

#include "image/colour.h"
#include "image/format.h"
#include "image/helper_client.h"
#include "image/metadata.h"

namespace noiseloom {

namespace {

Error bad(std::string message, std::string hint, std::string details = "") {
    return {.code = Code::bad_image, .message = std::move(message), .hint = std::move(hint), .details = std::move(details)};
}

Result<Format> format_of(std::string_view head, const std::string& name) {
    if (const auto format = sniff_format(head)) return *format;
    if (head.empty()) return bad(name + " is an empty file", "Choose a picture.");
    const std::string_view other = guess_other(head);
    return bad(name + (other.empty() ? " is" : " is " + std::string(other) + ",") + " not a picture that Noiseloom reads",
               "PNG, JPEG, WebP, TIFF, EXR, BMP and PNM are read.");
}

Error error_of(const HelperReply& reply, const std::string& name) {
    const std::string details = reply.message;
    switch (reply.status) {
        case HelperStatus::too_large:
            return bad(name + " is too large (" + details + ")",
                       "At most " + std::to_string(Image::max_side) + " pixels a side and 4 GB as floats are read; scale it down first.");
        case HelperStatus::unsupported: return bad(name + " holds a kind of picture that is not read (" + details + ")", "Save it as PNG and try again.");
        case HelperStatus::no_memory:
            return {.code = Code::out_of_memory, .message = "there is not enough memory to decode " + name,
                    .hint = "Scale it down or close other programs.", .details = details};
        case HelperStatus::too_slow:
            return bad("the picture " + name + " is damaged: it took too long to decode", "Open it in another program and save it anew.", details);
        case HelperStatus::damaged:
        case HelperStatus::done: break;
    }
    return bad("the picture " + name + " is damaged", "Open it in another program and save it anew.", details);
}

bool is_sane(const HelperReply& reply) {
    const auto side = [](int n) { return n >= 1 && n <= Image::max_side; };
    if (!side(reply.width) || !side(reply.height)) return false;
    if (reply.channels != 1 && reply.channels != 3 && reply.channels != 4) return false;
    return (reply.bits == 8 || reply.bits == 16 || reply.bits == 32) && reply.icc_bytes <= max_icc_bytes;
}

// The picture whose floats (and profile) the helper left in `memory`, without copying them.
Result<Image> adopt(const HelperReply& reply, const Descriptor& memory, const std::string& name) {
    if (!is_sane(reply)) return error_of(reply, name);
    Image image;
    image.width = reply.width;
    image.height = reply.height;
    image.channels = reply.channels;
    image.bits = reply.bits;
    image.color_space = reply.linear ? ColorSpace::linear : ColorSpace::srgb;
    const std::size_t bytes = image.size() * sizeof(float);
    struct stat status{};
    ::fcntl(memory.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW);
    if (bytes > max_pixel_bytes || ::fstat(memory.get(), &status) != 0 || static_cast<std::size_t>(status.st_size) != bytes + reply.icc_bytes) {
        return error_of({}, name);
    }
    const auto mapping = std::make_shared<const MappedMemory>(memory.get(), bytes + reply.icc_bytes, PROT_READ, MAP_SHARED);
    if (!*mapping) return Error{.code = Code::out_of_memory, .message = "there is not enough memory for " + name};
    image.pixels = std::shared_ptr<const float[]>(mapping, reinterpret_cast<const float*>(mapping->data()));
    if (reply.icc_bytes > 0) image.icc = std::make_shared<const std::string>(mapping->data() + bytes, reply.icc_bytes);
    return image;
}

// Small files get little time: a decoder that still works after it has met a bomb or a bug.
double processor_seconds(const Descriptor& file) {
    struct stat status{};
    const double bytes = ::fstat(file.get(), &status) == 0 ? static_cast<double>(status.st_size) : 0;
    return 4 + bytes / 500e3;
}

Result<Image> decode(const Descriptor& file, Format format, const ReadOptions& options, const std::string& name) {
    NL_TRY(const Descriptor memory, shared_memory(0));
    HelperRequest request;
    request.format = static_cast<std::int32_t>(format);
    request.seconds = options.seconds;
    request.cpu_seconds = std::min(options.seconds, processor_seconds(file));
    NL_TRY(const HelperReply reply, ask_image_helper(request, file, memory));
    if (reply.status != HelperStatus::done) return error_of(reply, name);
    NL_TRY(const Image image, adopt(reply, memory, name));
    return options.keep_linear ? image : to_srgb(image);
}

struct Opened {
    Descriptor file;
    Format format = Format::png;
    std::string name;   // for messages
};

Result<Opened> open_picture(const std::filesystem::path& path) {
    Opened opened{Descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)), {}, "'" + path.filename().string() + "'"};
    if (!opened.file) return bad("the picture " + opened.name + " cannot be opened: " + std::strerror(errno), "Check the path " + path.string() + ".");
    struct stat status{};
    if (::fstat(opened.file.get(), &status) != 0 || !S_ISREG(status.st_mode)) return bad(opened.name + " is not a regular file", "Choose a picture file.");
    char head[16];
    const ssize_t got = ::pread(opened.file.get(), head, sizeof head, 0);
    if (got < 0) return bad("the picture " + opened.name + " cannot be read: " + std::strerror(errno), "Check the disk.");
    NL_TRY(opened.format, format_of({head, static_cast<std::size_t>(got)}, opened.name));
    return opened;
}

}  // namespace

Result<PictureInfo> read_picture_info(const std::filesystem::path& path) {
    NL_TRY(const Opened opened, open_picture(path));
    NL_TRY(const Descriptor unused, shared_memory(0));
    HelperRequest request;
    request.task = HelperTask::look;
    request.format = static_cast<std::int32_t>(opened.format);
    NL_TRY(const HelperReply reply, ask_image_helper(request, opened.file, unused));
    if (reply.status != HelperStatus::done || !is_sane(reply)) return error_of(reply, opened.name);
    return PictureInfo{opened.format, reply.width, reply.height, reply.channels, reply.bits};
}

Result<Image> read_image(const std::filesystem::path& path, const ReadOptions& options) {
    NL_TRY(const Opened opened, open_picture(path));
    NL_TRY(Image image, decode(opened.file, opened.format, options, opened.name));
    if (options.with_metadata) {
        if (auto texts = read_metadata(path)) image.metadata = *std::move(texts);
    }
    return image;
}

Result<Image> read_image_bytes(std::string_view bytes, const ReadOptions& options) {
    const std::string name = "in memory";
    NL_TRY(const Format format, format_of(bytes.substr(0, 16), name));
    NL_TRY(const Descriptor file, shared_memory(bytes.size()));
    const MappedMemory mapping(file.get(), bytes.size(), PROT_READ | PROT_WRITE, MAP_SHARED);
    if (!mapping) return Error{.code = Code::out_of_memory, .message = "there is not enough memory for a picture"};
    std::memcpy(mapping.data(), bytes.data(), bytes.size());
    NL_TRY(Image image, decode(file, format, options, name));
    if (options.with_metadata) image.metadata = read_metadata_bytes(bytes);
    return image;
}

void warm_up_image_helper() { start_image_helper(); }

}  // namespace noiseloom
