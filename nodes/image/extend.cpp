#include "image/extend.h"

#include <algorithm>

#include "image/membrane.h"
#include "image/transform.h"

namespace noiseloom {
namespace {

Image stretched(const Image& image, std::vector<std::uint8_t> known, const Cancel& cancel) {
    const Membrane membrane(image.width, image.height, std::move(known));
    const auto channels = static_cast<std::size_t>(image.channels), count = image.size() / channels;
    std::vector<float> values(image.values().begin(), image.values().end()), plane(count);
    for (std::size_t c = 0; c < channels; ++c) {
        for (std::size_t i = 0; i < count; ++i) plane[i] = values[i * channels + c];
        membrane.stretch(plane, cancel);
        for (std::size_t i = 0; i < count; ++i) values[i * channels + c] = plane[i];
    }
    return with_pixels(image, image.width, image.height, image.channels, std::move(values));
}

// 1 outside of a rectangle [left, right) x [top, bottom).
template <class T>
std::vector<T> outside(int width, int height, int left, int top, int right, int bottom) {
    std::vector<T> values(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), T(1));
    for (int y = top; y < bottom; ++y) std::fill_n(values.begin() + static_cast<std::ptrdiff_t>(y) * width + left, right - left, T(0));
    return values;
}

}  // namespace

Image continued(const Image& image, const Mask& mask, const Cancel& cancel) {
    std::vector<std::uint8_t> known(mask.image.size());
    std::transform(mask.image.values().begin(), mask.image.values().end(), known.begin(), [](float value) { return value > 0 ? 0 : 1; });
    return stretched(image, std::move(known), cancel);
}

Image filled_holes(const Image& image, const Cancel& cancel) {
    if (!image.has_alpha()) return image;
    std::vector<std::uint8_t> known;
    known.reserve(image.size() / 4);
    for (std::size_t i = 3; i < image.size(); i += 4) known.push_back(image.values()[i] >= 0.5F);
    return stretched(to_rgb(image), std::move(known), cancel);
}

Extended extended(const Image& image, const Margins& margins, Continuation continuation, int overlap, const Cancel& cancel) {
    const int width = image.width + margins.left + margins.right, height = image.height + margins.top + margins.bottom;
    Image larger = crop(image, -margins.left, -margins.top, width, height);   // repeats the edges
    if (continuation == Continuation::smooth) {
        auto known = outside<std::uint8_t>(width, height, margins.left, margins.top, margins.left + image.width, margins.top + image.height);
        for (std::uint8_t& one : known) one = !one;
        larger = stretched(larger, std::move(known), cancel);
    }
    const auto masked = [&](int margin, int side) { return margin > 0 ? margin + std::min(overlap, side / 4) : 0; };   // without new pixels there is no seam
    const int left = masked(margins.left, image.width), top = masked(margins.top, image.height);
    const int right = width - masked(margins.right, image.width), bottom = height - masked(margins.bottom, image.height);
    Image mask = make_image(width, height, 1, outside<float>(width, height, left, top, right, bottom));
    mask.x = larger.x;
    mask.y = larger.y;
    return {std::move(larger), {std::move(mask)}};
}

}  // namespace noiseloom
