// One GIMP for the rest of the bridge, whichever it is built for: the sources are written in GIMP 3's words, and this header says them
// for GIMP 2.10, where they differ.
//
// What lives longer than a call is an id, an int that both versions share, since what it names may go at any time; as_image(id) and its like make
// the argument of a call from one that was just found valid. Id 0 is nothing.
#pragma once

#include <string>
#include <vector>

#include <libgimp/gimp.h>

namespace noiseloom {

inline std::string taken(char* text) {
    const std::string copy = text ? text : "";
    g_free(text);
    return copy;
}

#if GIMP_MAJOR_VERSION >= 3

inline GimpImage* as_image(int id) { return gimp_image_get_by_id(id); }
inline GimpItem* as_item(int id) { return id > 0 ? gimp_item_get_by_id(id) : nullptr; }
inline GimpLayer* as_layer(int id) { return id > 0 ? gimp_layer_get_by_id(id) : nullptr; }
inline GimpDrawable* as_drawable(int id) { return gimp_drawable_get_by_id(id); }
inline int id_of_image(GimpImage* image) { return image ? gimp_image_get_id(image) : 0; }
template <class Item>
int id_of(Item* item) { return item ? gimp_item_get_id(GIMP_ITEM(item)) : 0; }

// The ids of a list of GIMP's, which is freed.
template <class Item>
std::vector<int> ids_of(Item** list) {
    std::vector<int> ids;
    for (Item** item = list; item && *item; ++item) ids.push_back(id_of(*item));
    g_free(list);
    return ids;
}
inline std::vector<int> layers_of(int image) { return ids_of(gimp_image_get_layers(as_image(image))); }
inline std::vector<int> children_of(int item) { return ids_of(gimp_item_get_children(as_item(item))); }
inline std::vector<int> selected_layers_of(int image) { return ids_of(gimp_image_get_selected_layers(as_image(image))); }
inline void select_layers(int image, const std::vector<int>& layers) {
    std::vector<const GimpLayer*> list;
    for (int layer : layers) list.push_back(as_layer(layer));
    list.push_back(nullptr);
    gimp_image_set_selected_layers(as_image(image), list.data());
}
inline int layer_of_mask(int mask) { return id_of(gimp_layer_from_mask(GIMP_LAYER_MASK(as_item(mask)))); }
inline GimpChannel* as_channel(int id) { return id > 0 ? gimp_channel_get_by_id(id) : nullptr; }
inline int new_channel(int image, int width, int height) {
    GeglColor* const colour = gegl_color_new("black");
    const int channel = id_of(gimp_channel_new(as_image(image), "Noiseloom", width, height, 100, colour));
    g_object_unref(colour);
    return channel;
}
inline std::string last_gimp_error() { return gimp_pdb_get_last_error(gimp_get_pdb()); }
inline void keep_gimp_errors() { gimp_plug_in_set_pdb_error_handler(gimp_get_plug_in(), GIMP_PDB_ERROR_HANDLER_PLUGIN); }

#else

inline gint32 as_image(int id) { return id; }
inline gint32 as_item(int id) { return id; }
inline gint32 as_layer(int id) { return id; }
inline gint32 as_drawable(int id) { return id; }
inline int id_of_image(gint32 image) { return image < 0 ? 0 : image; }
inline int id_of(gint32 item) { return item < 0 ? 0 : item; }

inline std::vector<int> ids_of(gint32* list, gint count) {
    const std::vector<int> ids(list, list + (list ? count : 0));
    g_free(list);
    return ids;
}
inline std::vector<int> layers_of(int image) {
    gint count = 0;
    gint32* const list = gimp_image_get_layers(image, &count);
    return ids_of(list, count);
}
inline std::vector<int> children_of(int item) {
    gint count = 0;
    gint32* const list = gimp_item_get_children(item, &count);
    return ids_of(list, count);
}
inline std::vector<int> selected_layers_of(int image) {
    const int layer = id_of(gimp_image_get_active_layer(image));
    return layer ? std::vector<int>{layer} : std::vector<int>{};
}
inline void select_layers(int image, const std::vector<int>& layers) {
    if (!layers.empty()) gimp_image_set_active_layer(image, layers.front());
}
inline int layer_of_mask(int mask) { return id_of(gimp_layer_from_mask(mask)); }
inline gint32 as_channel(int id) { return id; }
inline int new_channel(int image, int width, int height) {
    const GimpRGB black{0, 0, 0, 1};
    return id_of(gimp_channel_new(image, "Noiseloom", width, height, 100, &black));
}
inline std::string last_gimp_error() { return gimp_get_pdb_error(); }
inline void keep_gimp_errors() { gimp_plugin_set_pdb_error_handler(GIMP_PDB_ERROR_HANDLER_PLUGIN); }

// GIMP 3's names.
inline gboolean gimp_image_id_is_valid(gint id) { return gimp_image_is_valid(id); }
inline gboolean gimp_item_id_is_valid(gint id) { return gimp_item_is_valid(id); }
inline gboolean gimp_item_id_is_layer(gint id) { return gimp_item_is_layer(id); }
inline gboolean gimp_item_id_is_layer_mask(gint id) { return gimp_item_is_layer_mask(id); }
inline gint gimp_image_get_width(gint32 image) { return gimp_image_width(image); }
inline gint gimp_image_get_height(gint32 image) { return gimp_image_height(image); }
inline GimpImageBaseType gimp_image_get_base_type(gint32 image) { return gimp_image_base_type(image); }
inline gint gimp_drawable_get_width(gint32 drawable) { return gimp_drawable_width(drawable); }
inline gint gimp_drawable_get_height(gint32 drawable) { return gimp_drawable_height(drawable); }
inline gboolean gimp_drawable_get_offsets(gint32 drawable, gint* x, gint* y) { return gimp_drawable_offsets(drawable, x, y); }

#endif

inline bool is_image(int id) { return id > 0 && gimp_image_id_is_valid(id); }
inline bool is_layer(int id) { return id > 0 && gimp_item_id_is_valid(id) && gimp_item_id_is_layer(id); }

}  // namespace noiseloom
