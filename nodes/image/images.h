// What an image wire carries: one or more pictures, usually of one size (a batch).
#pragma once

#include <vector>

#include "image/image.h"

namespace noiseloom {

struct Images {
    std::vector<Image> items;   // never empty on a wire

    const Image& first() const { return items.front(); }
    std::size_t size() const { return items.size(); }
};

// The same operation on every picture of a batch.
template <class Operation>
Result<Images> each(const Images& images, Operation operation) {
    Images made;
    for (const Image& image : images.items) {
        NL_TRY(Image result, operation(image));
        made.items.push_back(std::move(result));
    }
    return made;
}

template <>
struct ValueType<Images> {
    static constexpr std::string_view name = "images";
    static std::size_t bytes(const Images& images);
    static std::string save(const Images& images);
    static Result<std::shared_ptr<const Images>> load(std::string_view bytes);
};

}  // namespace noiseloom
