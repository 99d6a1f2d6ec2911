#include "image/image.h"

#include <cassert>
#include <cstring>

namespace noiseloom {

namespace {

// Layout of a saved picture: this header, the profile, each key and text with its length, the pixels.
struct Header {
    char magic[8];
    std::int32_t width, height, x, y, channels, color_space, bits;
    std::uint32_t texts;
    std::uint64_t icc;   // bytes + 1; 0: no profile
};
constexpr char magic[8] = {'n', 'l', 'i', 'm', 'a', 'g', 'e', '2'};

void put_text(std::string& out, const std::string& text) {
    const std::uint64_t size = text.size();
    out.append(reinterpret_cast<const char*>(&size), sizeof size);
    out += text;
}

// Takes `size` bytes from the front; false if there are fewer.
bool take(std::string_view& in, void* to, std::size_t size) {
    if (in.size() < size) return false;
    std::memcpy(to, in.data(), size);
    in.remove_prefix(size);
    return true;
}

bool take_text(std::string_view& in, std::string& text, std::uint64_t size) {
    if (in.size() < size) return false;
    text.assign(in.substr(0, size));
    in.remove_prefix(size);
    return true;
}

bool take_text(std::string_view& in, std::string& text) {
    std::uint64_t size = 0;
    return take(in, &size, sizeof size) && take_text(in, text, size);
}

bool load_into(Image& image, std::string_view in) {
    Header header{};
    if (!take(in, &header, sizeof header) || std::memcmp(header.magic, magic, sizeof magic) != 0) return false;
    const auto in_range = [](int value, int high) { return value >= 1 && value <= high; };
    if (!in_range(header.width, Image::max_side) || !in_range(header.height, Image::max_side)) return false;
    if (header.channels != 1 && header.channels != 3 && header.channels != 4) return false;
    image.width = header.width;
    image.height = header.height;
    image.x = header.x;
    image.y = header.y;
    image.channels = header.channels;
    image.color_space = header.color_space == 0 ? ColorSpace::srgb : ColorSpace::linear;
    image.bits = header.bits;
    if (header.icc > 0) {
        std::string icc;
        if (!take_text(in, icc, header.icc - 1)) return false;
        image.icc = std::make_shared<const std::string>(std::move(icc));
    }
    for (std::uint32_t i = 0; i < header.texts; ++i) {
        std::string key, text;
        if (!take_text(in, key) || !take_text(in, text)) return false;
        image.metadata[key] = std::move(text);
    }
    if (in.size() != image.size() * sizeof(float)) return false;
    const std::shared_ptr<float[]> pixels(new float[image.size()]);
    std::memcpy(pixels.get(), in.data(), in.size());
    image.pixels = pixels;
    return true;
}

}  // namespace

Image make_image(int width, int height, int channels, std::vector<float> values) {
    return with_pixels({}, width, height, channels, std::move(values));
}

Image with_pixels(const Image& image, int width, int height, int channels, std::vector<float> values) {
    Image made = image;
    made.width = width;
    made.height = height;
    made.channels = channels;
    assert(values.size() == made.size());
    const auto owner = std::make_shared<const std::vector<float>>(std::move(values));
    made.pixels = std::shared_ptr<const float[]>(owner, owner->data());
    return made;
}

bool same_pixels(const Image& a, const Image& b) {
    return a.width == b.width && a.height == b.height && a.channels == b.channels && a.color_space == b.color_space &&
           std::memcmp(a.pixels.get(), b.pixels.get(), a.size() * sizeof(float)) == 0;
}

std::size_t ValueType<Image>::bytes(const Image& image) {
    std::size_t sum = sizeof(Image) + image.size() * sizeof(float) + (image.icc ? image.icc->size() : 0);
    for (const auto& [key, text] : image.metadata) sum += key.size() + text.size();
    return sum;
}

std::string ValueType<Image>::save(const Image& image) {
    Header header{};
    std::memcpy(header.magic, magic, sizeof magic);
    header.width = image.width;
    header.height = image.height;
    header.x = image.x;
    header.y = image.y;
    header.channels = image.channels;
    header.color_space = image.color_space == ColorSpace::srgb ? 0 : 1;
    header.bits = image.bits;
    header.texts = static_cast<std::uint32_t>(image.metadata.size());
    header.icc = image.icc ? image.icc->size() + 1 : 0;
    std::string out;
    out.reserve(bytes(image) + sizeof header);
    out.append(reinterpret_cast<const char*>(&header), sizeof header);
    if (image.icc) out += *image.icc;
    for (const auto& [key, text] : image.metadata) {
        put_text(out, key);
        put_text(out, text);
    }
    out.append(reinterpret_cast<const char*>(image.pixels.get()), image.size() * sizeof(float));
    return out;
}

Result<std::shared_ptr<const Image>> ValueType<Image>::load(std::string_view bytes) {
    const auto image = std::make_shared<Image>();
    if (!load_into(*image, bytes)) return Error{.code = Code::disk, .message = "the stored picture is damaged"};
    return std::shared_ptr<const Image>(image);
}

Result<std::shared_ptr<const Mask>> ValueType<Mask>::load(std::string_view bytes) {
    NL_TRY(const auto image, ValueType<Image>::load(bytes));
    if (image->channels != 1) return Error{.code = Code::disk, .message = "the stored mask is damaged"};
    return std::shared_ptr<const Mask>(std::make_shared<Mask>(Mask{*image}));
}

}  // namespace noiseloom
