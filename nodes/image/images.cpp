#include "image/images.h"

#include <cstring>

namespace noiseloom {

std::size_t ValueType<Images>::bytes(const Images& images) {
    std::size_t sum = 0;
    for (const Image& image : images.items) sum += ValueType<Image>::bytes(image);
    return sum;
}

// Each picture as its length (8 bytes, this machine's order) and its bytes.
std::string ValueType<Images>::save(const Images& images) {
    std::string bytes;
    for (const Image& image : images.items) {
        const std::string one = ValueType<Image>::save(image);
        const std::uint64_t length = one.size();
        bytes.append(reinterpret_cast<const char*>(&length), sizeof length);
        bytes += one;
    }
    return bytes;
}

Result<std::shared_ptr<const Images>> ValueType<Images>::load(std::string_view bytes) {
    const Error damaged{Code::disk, "a cached picture is damaged", "", "", "", ""};
    auto images = std::make_shared<Images>();
    while (!bytes.empty()) {
        std::uint64_t length = 0;
        if (bytes.size() < sizeof length) return damaged;
        std::memcpy(&length, bytes.data(), sizeof length);
        bytes.remove_prefix(sizeof length);
        if (length > bytes.size()) return damaged;
        NL_TRY(auto image, ValueType<Image>::load(bytes.substr(0, length)));
        images->items.push_back(*image);
        bytes.remove_prefix(length);
    }
    if (images->items.empty()) return damaged;
    return std::shared_ptr<const Images>(std::move(images));
}

}  // namespace noiseloom
