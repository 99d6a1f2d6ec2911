#include "gimp/put.h"

#include <algorithm>
#include <utility>

#include "gimp/pixels.h"

namespace noiseloom {
namespace {

Refusal failed(const std::string& what) {
    const std::string why = last_gimp_error();
    return {"failed", "GIMP " + what + (why.empty() ? "." : ": " + why)};
}

// A layer of `image`, not yet in it, filled. 0: GIMP made none.
int make_layer(int image, const PutLayer& wanted, const PictureFormat& format, const char* memory) {
    const GimpImageType type = format.pixels.layout == PixelLayout::graya ? GIMP_GRAYA_IMAGE : GIMP_RGBA_IMAGE;
    const int layer = id_of(gimp_layer_new(as_image(image), wanted.name.c_str(), wanted.rect.width, wanted.rect.height, type, 100, gimp_image_get_default_new_layer_mode(as_image(image))));
    if (!layer) return 0;
    GeglBuffer* const buffer = gimp_drawable_get_buffer(as_drawable(layer));
    write_rows(buffer, {0, 0, wanted.rect.width, wanted.rect.height}, format, memory + wanted.offset);
    g_object_unref(buffer);
    gimp_layer_set_offsets(as_layer(layer), wanted.rect.x, wanted.rect.y);
    gimp_item_set_visible(as_item(layer), wanted.is_visible);
    return layer;
}

// A channel of the image, not yet in it, with the mask of what is to be replaced. 0: GIMP made none.
int make_mask(int image, const PutLayer& wanted, const char* memory) {
    const int channel = new_channel(image, gimp_image_get_width(as_image(image)), gimp_image_get_height(as_image(image)));
    if (!channel) return 0;
    GeglBuffer* const buffer = gimp_drawable_get_buffer(as_drawable(channel));
    write_mask(buffer, wanted.rect, memory + *wanted.mask);
    g_object_unref(buffer);
    return channel;
}

// While it lives what is to be replaced of a layer is selected: what `mask` (a channel not yet in the image) says, or without one (0) the rectangle.
// Then what was selected before. Within an undo group.
class Selecting {
  public:
    Selecting(int image, int layer, const HostRect& rect, int mask) : image_(image) {
        if (!gimp_selection_is_empty(as_image(image))) saved_ = id_of(gimp_selection_save(as_image(image)));
        if (mask) {
            gimp_image_insert_channel(as_image(image), as_channel(mask), as_channel(0), 0);
            become(mask);
            is_nothing_ = gimp_selection_is_empty(as_image(image));
        } else if (const HostRect whole = rect_of_layer(layer); common(whole, rect) == whole) {
            gimp_selection_none(as_image(image));   // it may reach out of the image, where nothing can be selected
        } else {
            gimp_image_select_rectangle(as_image(image), GIMP_CHANNEL_OP_REPLACE, rect.x, rect.y, rect.width, rect.height);
        }
    }
    ~Selecting() {
        if (saved_) become(saved_);
        else gimp_selection_none(as_image(image_));
    }
    Selecting(const Selecting&) = delete;
    Selecting& operator=(const Selecting&) = delete;

    bool is_nothing() const { return is_nothing_; }   // which GIMP would take for everything

  private:
    void become(int channel) {
        gimp_image_select_item(as_image(image_), GIMP_CHANNEL_OP_REPLACE, as_item(channel));
        gimp_image_remove_channel(as_image(image_), as_channel(channel));
    }

    int image_;
    int saved_ = 0;
    bool is_nothing_ = false;
};

// Fills the layer's shadow: what it shows, and upon that the new pixels. Merging it later changes the selected ones alone.
void fill_shadow(int layer, const PutLayer& wanted, const PictureFormat& format, const char* memory) {
    const HostRect at = rect_of_layer(layer), part = common(at, wanted.rect);
    if (part.is_empty()) return;
    GeglBuffer* const old = gimp_drawable_get_buffer(as_drawable(layer));
    GeglBuffer* const shadow = gimp_drawable_get_shadow_buffer(as_drawable(layer));
    gegl_buffer_copy(old, nullptr, GEGL_ABYSS_NONE, shadow, nullptr);
    const std::size_t row_bytes = std::size_t(wanted.rect.width) * format.pixels.pixel_bytes();
    const char* const from = memory + wanted.offset + std::size_t(part.y - wanted.rect.y) * row_bytes + std::size_t(part.x - wanted.rect.x) * format.pixels.pixel_bytes();
    const GeglRectangle to{part.x - at.x, part.y - at.y, part.width, part.height};
    gegl_buffer_set(shadow, &to, 0, format.babl, from, static_cast<gint>(row_bytes));
    gegl_buffer_flush(shadow);
    g_object_unref(shadow);
    g_object_unref(old);
}

// A new image like this one, with one layer. 0: GIMP made none.
int make_image(int like, const PutLayer& wanted, const PictureFormat& format, const char* memory) {
    const int image = id_of_image(gimp_image_new_with_precision(wanted.rect.width, wanted.rect.height, gimp_image_get_base_type(as_image(like)), gimp_image_get_precision(as_image(like))));
    if (!image) return 0;
    if (GimpColorProfile* const profile = gimp_image_get_color_profile(as_image(like))) {
        gimp_image_set_color_profile(as_image(image), profile);
        g_object_unref(profile);
    }
    PutLayer at_origin = wanted;
    at_origin.rect.x = at_origin.rect.y = 0;
    const int layer = make_layer(image, at_origin, format, memory);
    if (layer && gimp_image_insert_layer(as_image(image), as_layer(layer), as_layer(0), 0)) return layer;
    gimp_image_delete(as_image(image));
    return 0;
}

// What was made for one `put` and is not yet in place; what is left of it when this goes is removed again.
class Prepared {
  public:
    Prepared(int image, const Put& put) : image_(image), put_(put) {}
    ~Prepared() {
        take_back();
        for (const int mask : masks_)
            if (gimp_item_id_is_valid(mask)) gimp_item_delete(as_item(mask));
    }

    std::optional<Refusal> make(const PictureFormat& format, const char* memory) {
        for (const PutLayer& wanted : put_.layers) {
            int id = 0;
            if (wanted.as == PutAs::layer) id = make_layer(image_, wanted, format, memory);
            else if (wanted.as == PutAs::image) id = make_image(image_, wanted, format, memory);
            else if (id = find_layer(image_, wanted.layer); !id) return layer_gone();
            else if (gimp_item_is_group(as_item(id))) return Refusal{"refused", "A layer group has no pixels of its own that could be replaced."};
            else if (gimp_item_get_lock_content(as_item(id))) return Refusal{"refused", "The layer '" + taken(gimp_item_get_name(as_item(id))) + "' is locked."};
            else fill_shadow(id, wanted, format, memory);
            if (!id) return failed("made no layer");
            ids_.push_back(id);
            masks_.push_back(wanted.mask && wanted.as == PutAs::replace ? make_mask(image_, wanted, memory) : 0);
            if (wanted.mask && !masks_.back()) return failed("made no mask");
        }
        return std::nullopt;
    }

    // Within an undo group of the image's.
    std::optional<Refusal> set_in_place() {
        for (std::size_t i = 0; i < ids_.size(); ++i)
            if (put_.layers[i].as == PutAs::layer && !insert(ids_[i], put_.layers[i].above)) return failed("did not take the new layer");
        for (std::size_t i = 0; i < ids_.size(); ++i)
            if (put_.layers[i].as == PutAs::replace && !replace(ids_[i], put_.layers[i].rect, std::exchange(masks_[i], 0))) return failed("did not change the layer");
        if (put_.canvas && !gimp_image_resize(as_image(image_), put_.canvas->width, put_.canvas->height, -put_.canvas->x, -put_.canvas->y)) return failed("did not change the canvas");
        for (std::size_t i = 0; i < ids_.size(); ++i)
            if (put_.layers[i].as == PutAs::image) show(ids_[i]);
        is_done_ = true;
        return std::nullopt;
    }

    std::vector<int> ids() const { return ids_; }

    // What is not in place for good.
    void take_back() {
        if (std::exchange(is_done_, true)) return;
        for (std::size_t i = 0; i < ids_.size(); ++i) {
            if (!is_layer(ids_[i])) continue;
            if (put_.layers[i].as == PutAs::image) gimp_image_delete(gimp_item_get_image(as_item(ids_[i])));
            else if (put_.layers[i].as == PutAs::replace) gimp_drawable_free_shadow(as_drawable(ids_[i]));
            else if (gimp_image_get_item_position(as_image(image_), as_item(ids_[i])) >= 0) gimp_image_remove_layer(as_image(image_), as_layer(ids_[i]));
            else gimp_item_delete(as_item(ids_[i]));
        }
    }

  private:
    bool insert(int layer, const std::string& above) {
        const int below = find_layer(image_, above);
        const int group = below ? id_of(gimp_item_get_parent(as_item(below))) : 0;
        const int position = below ? gimp_image_get_item_position(as_image(image_), as_item(below)) : 0;
        return gimp_image_insert_layer(as_image(image_), as_layer(layer), as_layer(group), position);
    }
    bool replace(int layer, const HostRect& rect, int mask) const {
        const Selecting changes(image_, layer, rect, mask);
        if (changes.is_nothing()) return gimp_drawable_free_shadow(as_drawable(layer));
        const HostRect at = rect_of_layer(layer);
        return gimp_drawable_merge_shadow(as_drawable(layer), TRUE) && gimp_drawable_update(as_drawable(layer), 0, 0, at.width, at.height);
    }
    // No display can be made where GIMP runs without windows: the layer's id is enough for a script.
    static void show(int layer) { gimp_display_new(gimp_item_get_image(as_item(layer))); }

    int image_;
    const Put& put_;
    std::vector<int> ids_, masks_;   // of each layer of the put; mask 0: none
    bool is_done_ = false;
};

}  // namespace

std::optional<std::size_t> bytes_of(const Put& put, const PixelFormat& format) {
    constexpr std::size_t most = std::size_t{1} << 40;
    std::size_t bytes = 0;
    for (const PutLayer& layer : put.layers) {
        const std::size_t mask = layer.mask.value_or(0);
        if (layer.offset > most || mask > most || format.bytes(layer.rect) > most) return std::nullopt;
        bytes = std::max(bytes, layer.offset + format.bytes(layer.rect));
        if (layer.mask) bytes = std::max(bytes, mask + PixelFormat{PixelLayout::gray, PixelSample::u8}.bytes(layer.rect));
    }
    return bytes;
}

Answer<std::vector<int>> put_layers(int image, const Put& put, const PictureFormat& format, const char* memory) {
    Prepared prepared(image, put);
    if (auto refusal = prepared.make(format, memory)) return *refusal;
    if (!is_image(image)) return image_gone();
    const std::vector<int> selected = selected_layers_of(image);
    gimp_image_undo_group_start(as_image(image));
    const auto refusal = prepared.set_in_place();
    if (refusal) prepared.take_back();
    // GIMP selects what is new. Who paints meanwhile must not find the brush on another layer, and what is made next reads the same one again.
    select_layers(image, selected);
    gimp_image_undo_group_end(as_image(image));
    gimp_displays_flush();
    if (refusal) return *refusal;
    return prepared.ids();
}

}  // namespace noiseloom
