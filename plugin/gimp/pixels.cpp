#include "gimp/pixels.h"

#include <algorithm>
#include <cstring>
#include <string_view>

namespace noiseloom {
namespace {

constexpr int stripe_rows = 256;   // a few tiles high
constexpr std::size_t gegl_cache_bytes = std::size_t{32} << 20;

const GeglRectangle* as_gegl(const HostRect& rect, GeglRectangle& to) {
    to = {rect.x, rect.y, rect.width, rect.height};
    return &to;
}

// Calls for the stripes of a rectangle, from top to bottom.
template <class Call>
void by_stripes(const HostRect& rect, Call&& call) {
    for (int y = 0; y < rect.height; y += stripe_rows) call(HostRect{rect.x, rect.y + y, rect.width, std::min(stripe_rows, rect.height - y)});
}

// Of `buffer`, whose top left pixel lies at `at` in the image, what `rect` (of the image) shows of it; the rest of `memory` is zero.
void read_part(GeglBuffer* buffer, const HostRect& at, const HostRect& rect, const Babl* babl, std::size_t pixel_bytes, char* memory) {
    const std::size_t row_bytes = std::size_t(rect.width) * pixel_bytes;
    const HostRect part = common(at, rect);
    if (part != rect) std::memset(memory, 0, row_bytes * std::size_t(rect.height));
    if (part.is_empty()) return;
    by_stripes(part, [&](const HostRect& stripe) {
        char* const to = memory + std::size_t(stripe.y - rect.y) * row_bytes + std::size_t(stripe.x - rect.x) * pixel_bytes;
        GeglRectangle from;
        gegl_buffer_get(buffer, as_gegl({stripe.x - at.x, stripe.y - at.y, stripe.width, stripe.height}, from), 1.0, babl, to, static_cast<gint>(row_bytes), GEGL_ABYSS_NONE);
    });
}

void read_drawable(int drawable, const HostRect& at, const HostRect& rect, const Babl* babl, std::size_t pixel_bytes, char* memory) {
    GeglBuffer* const buffer = gimp_drawable_get_buffer(as_drawable(drawable));
    read_part(buffer, at, rect, babl, pixel_bytes, memory);
    g_object_unref(buffer);
}

HostRect rect_of_image(int image) { return {0, 0, gimp_image_get_width(as_image(image)), gimp_image_get_height(as_image(image))}; }

// Coverage is no colour: its numbers are linear, whatever the image's precision says.
const Babl* coverage_format(PixelSample sample) { return babl_format(sample == PixelSample::u8 ? "Y u8" : "Y float"); }

void fill_ones(const HostRect& part, const HostRect& rect, PixelSample sample, char* memory) {
    for (int y = part.y; y < part.y + part.height; ++y) {
        const std::size_t start = std::size_t(y - rect.y) * std::size_t(rect.width) + std::size_t(part.x - rect.x);
        if (sample == PixelSample::u8) std::fill_n(memory + start, part.width, '\xff');
        else std::fill_n(reinterpret_cast<float*>(memory) + start, part.width, 1.0f);
    }
}

}  // namespace

void limit_gegl_memory() { g_object_set(gegl_config(), "tile-cache-size", static_cast<guint64>(gegl_cache_bytes), nullptr); }

std::optional<Refusal> read_picture(int image, const Get& get, const PictureFormat& format, char* memory) {
    if (get.source == PixelSource::layer) {
        const int layer = find_layer(image, get.layer);
        if (!layer) return layer_gone();
        read_drawable(layer, rect_of_layer(layer), get.rect, format.babl, format.pixels.pixel_bytes(), memory);
        return std::nullopt;
    }
    // GIMP shows what is visible to plug-ins as a layer. This one never comes into the image, so undo knows nothing of it.
    const int visible = id_of(gimp_layer_new_from_visible(as_image(image), as_image(image), "Noiseloom"));
    if (!visible) return Refusal{"failed", "GIMP cannot show what is visible of the image: " + last_gimp_error()};
    read_drawable(visible, rect_of_image(image), get.rect, format.babl, format.pixels.pixel_bytes(), memory);
    gimp_item_delete(as_item(visible));
    return std::nullopt;
}

std::optional<Refusal> read_selection(int image, const HostRect& rect, PixelSample sample, char* memory) {
    const std::size_t pixel_bytes = std::size_t(bytes_of(sample));
    const HostRect whole = rect_of_image(image);
    const Babl* const babl = coverage_format(sample);
    if (!gimp_selection_is_empty(as_image(image))) {
        read_drawable(id_of(gimp_image_get_selection(as_image(image))), whole, rect, babl, pixel_bytes, memory);
        return std::nullopt;
    }
    std::memset(memory, 0, std::size_t(rect.width) * std::size_t(rect.height) * pixel_bytes);
    fill_ones(common(whole, rect), rect, sample, memory);
    return std::nullopt;
}

void write_mask(GeglBuffer* buffer, const HostRect& rect, const char* mask) {
    // A selection takes a channel's numbers as they are, but in images of 8 bits with gamma channels call them grey with gamma.
    const std::string_view own = babl_format_get_encoding(gegl_buffer_get_format(buffer));
    gegl_buffer_clear(buffer, nullptr);
    GeglRectangle to;
    gegl_buffer_set(buffer, as_gegl(rect, to), 0, own.starts_with("Y'") ? babl_format("Y' u8") : coverage_format(PixelSample::u8), mask, rect.width);
    gegl_buffer_flush(buffer);
}

void write_rows(GeglBuffer* buffer, const HostRect& rect, const PictureFormat& format, const char* memory) {
    const std::size_t row_bytes = std::size_t(rect.width) * format.pixels.pixel_bytes();
    by_stripes(rect, [&](const HostRect& stripe) {
        GeglRectangle to;
        gegl_buffer_set(buffer, as_gegl(stripe, to), 0, format.babl, memory + std::size_t(stripe.y - rect.y) * row_bytes, static_cast<gint>(row_bytes));
    });
    gegl_buffer_flush(buffer);
}

}  // namespace noiseloom
