#include "gimp/document.h"

#include <algorithm>
#include <charconv>

namespace noiseloom {
namespace {

HostLayer describe(int layer, int parent, const std::vector<int>& active) {
    HostLayer told;
    told.id = std::to_string(layer);
    told.name = taken(gimp_item_get_name(as_item(layer)));
    told.kind = gimp_item_is_group(as_item(layer)) ? LayerKind::group : LayerKind::pixels;
    if (parent) told.parent = std::to_string(parent);
    told.is_visible = gimp_item_get_visible(as_item(layer));
    told.has_alpha = gimp_drawable_has_alpha(as_drawable(layer));
    told.is_active = std::find(active.begin(), active.end(), layer) != active.end();
    told.opacity = std::clamp(gimp_layer_get_opacity(as_layer(layer)) / 100, 0.0, 1.0);
    told.rect = rect_of_layer(layer);
    return told;
}

void describe_all(const std::vector<int>& layers, int parent, const std::vector<int>& active, HostDocument& document) {
    for (int layer : layers) {
        document.layers.push_back(describe(layer, parent, active));
        if (document.layers.back().kind == LayerKind::group) describe_all(children_of(layer), layer, active, document);
    }
}

std::optional<HostRect> selection_of(int image) {
    gboolean is_there = FALSE;
    gint left = 0, top = 0, right = 0, bottom = 0;
    gimp_selection_bounds(as_image(image), &is_there, &left, &top, &right, &bottom);
    if (!is_there) return std::nullopt;
    return HostRect{left, top, right - left, bottom - top};
}

std::string in_base64(const std::string& bytes) { return taken(g_base64_encode(reinterpret_cast<const guchar*>(bytes.data()), bytes.size())); }

// Texts of GIMP's are UTF-8, but for names that came from damaged files.
std::string name_of_image(int image) { return taken(g_utf8_make_valid(taken(gimp_image_get_name(as_image(image))).c_str(), -1)); }

}  // namespace

HostRect rect_of_layer(int layer) {
    HostRect rect{0, 0, gimp_drawable_get_width(as_drawable(layer)), gimp_drawable_get_height(as_drawable(layer))};
    gimp_drawable_get_offsets(as_drawable(layer), &rect.x, &rect.y);
    return rect;
}

int find_layer(int image, const std::string& id) {
    int layer = 0;
    const auto [end, problem] = std::from_chars(id.data(), id.data() + id.size(), layer);
    if (problem != std::errc() || end != id.data() + id.size() || !is_layer(layer)) return 0;
    return id_of_image(gimp_item_get_image(as_item(layer))) == image ? layer : 0;
}

Answer<HostDocument> document_of(int image, const std::vector<int>& called_on) {
    if (!is_image(image)) return image_gone();
    if (gimp_image_get_base_type(as_image(image)) == GIMP_INDEXED) return indexed();
    const PictureFormat format = format_of(image);
    HostDocument document{std::to_string(image), name_of_image(image), gimp_image_get_width(as_image(image)), gimp_image_get_height(as_image(image)),
                          format.pixels, in_base64(format.profile), {}, selection_of(image)};
    const std::vector<int> active = called_on.empty() ? selected_layers_of(image) : called_on;
    describe_all(layers_of(image), 0, active, document);
    return document;
}

}  // namespace noiseloom
