#include "serving/host_results.h"

#include <algorithm>

#include "image/images.h"
#include "serving/host_pixels.h"

namespace noiseloom {
namespace {

std::size_t aligned(std::size_t bytes) {
    constexpr std::size_t alignment = 64;
    return (bytes + alignment - 1) / alignment * alignment;
}

std::shared_ptr<const Mask> mask_for(const Value& value, const Image& picture) {
    if (!value || !value.is<Mask>()) return nullptr;
    const Image& mask = value.as<Mask>().image;
    return mask.width == picture.width && mask.height == picture.height ? value.share<Mask>() : nullptr;
}

// The result as a layer of its own over what it was made of.
Image as_layer(const Image& picture, const std::shared_ptr<const Mask>& coverage, const HostPictures& from) {
    if (coverage && from.handed)
        for (const auto& [input, handed] : *from.handed)
            if (auto layer = unmixed(picture, *coverage, handed.picture.as<Image>(), -picture.x, -picture.y)) return *std::move(layer);
    return picture;
}

// Of a result that was pasted onto the layer, in its place: as opaque as that was, and where something new is, at least as that is.
std::shared_ptr<const Mask> alpha_in_place(const Image& picture, const std::shared_ptr<const Mask>& coverage, const HostPictures& from) {
    if (!from.handed || !coverage) return nullptr;
    for (const auto& [input, handed] : *from.handed) {
        const Image& before = handed.picture.as<Image>();
        if (!before.has_alpha() || before.width != picture.width || before.height != picture.height) continue;
        std::vector<float> alpha(static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height), 1.0F);
        for (std::size_t i = 0; i < alpha.size(); ++i) alpha[i] = std::max(before.pixels[4 * i + 3], coverage->image.pixels[i]);
        return std::make_shared<const Mask>(Mask{make_image(picture.width, picture.height, 1, std::move(alpha))});
    }
    return nullptr;
}

// What was selected of a rectangle of the image, when the frame was read; null: nothing was, which means all.
std::shared_ptr<const Mask> selected_part(const HostPictures& from, const HostRect& place) {
    if (!from.selection || !from.selection.is<Mask>()) return nullptr;
    if (place == from.frame) return from.selection.share<Mask>();
    const Image& selection = from.selection.as<Mask>().image;
    const HostRect part = common(place, from.frame);
    std::vector<float> values(static_cast<std::size_t>(place.width) * static_cast<std::size_t>(place.height), 0.0F);
    for (int y = part.y; y < part.y + part.height; ++y)
        for (int x = part.x; x < part.x + part.width; ++x)
            values[static_cast<std::size_t>(y - place.y) * static_cast<std::size_t>(place.width) + static_cast<std::size_t>(x - place.x)] = selection.at(x - from.frame.x, y - from.frame.y, 0);
    return std::make_shared<const Mask>(Mask{make_image(place.width, place.height, 1, std::move(values))});
}

// How much of the layer's pixels a result replaces; null: all. A pasted one is mixed with the layer at soft edges already, and comes as it is
// wherever it is new.
std::shared_ptr<const Mask> changes_of(const std::shared_ptr<const Mask>& coverage, const Image& picture, const HostRect& place, const HostPictures& from) {
    if (!coverage) return selected_part(from, place);
    std::vector<float> values(coverage->image.size());
    std::transform(coverage->image.values().begin(), coverage->image.values().end(), values.begin(), [](float value) { return value > 0 ? 1.0F : 0.0F; });
    return std::make_shared<const Mask>(Mask{make_image(picture.width, picture.height, 1, std::move(values))});
}

bool is_whole(const Mask& mask) {
    const auto values = mask.image.values();
    return std::all_of(values.begin(), values.end(), [](float value) { return value >= 1; });
}

HostRect place_of(const Image& picture, const HostPictures& from, const HostDocument& document) {
    if (from.handed && !from.frame.is_empty()) return {from.frame.x + picture.x, from.frame.y + picture.y, picture.width, picture.height};
    const HostRect room = document.selection.value_or(document.rect());
    return {room.x + (room.width - picture.width) / 2, room.y + (room.height - picture.height) / 2, picture.width, picture.height};
}

}  // namespace

Result<ComposedResults> composed(const std::vector<HostResult>& results, const HostPlacement& placement, const HostDocument& document) {
    ComposedResults made;
    made.message.undo = placement.undo;
    const HostRect frame = placement.from.handed ? placement.from.frame : HostRect();
    HostRect canvas = document.rect();
    for (const HostResult& result : results) {
        if (!result.pictures || !result.pictures.is<Images>() || result.index >= result.pictures.as<Images>().size())
            return Error{Code::usage, "this is no picture that an image editor takes", "Latents are decoded first: put 'Decode Latent' before the end.", "", "", ""};
        const Image& picture = result.pictures.as<Images>().items[result.index];
        const HostRect place = place_of(picture, placement.from, document);
        const bool is_extended = !frame.is_empty() && united(frame, place) != frame;
        if (is_extended && placement.as == PutAs::replace)
            return Error{Code::usage, "what is larger than the picture cannot take the layer's place", "Insert it as a new layer: the canvas grows with it.", "", "", ""};
        const auto pasted = mask_for(result.coverage, picture);
        const auto coverage = pasted || picture.has_alpha() ? pasted : mask_for(placement.from.selection, picture);   // null: all of it, or as its own alpha says
        ComposedResults::Part part{picture, nullptr, nullptr, {0, 0, picture.width, picture.height}};
        if (placement.as == PutAs::layer) {
            part.picture = as_layer(picture, pasted, placement.from);
            part.alpha = coverage;
        } else if (placement.as == PutAs::replace) {
            part.alpha = alpha_in_place(picture, pasted, placement.from);
            part.changes = changes_of(pasted, picture, place, placement.from);
            if (part.changes && is_whole(*part.changes)) part.changes = nullptr;
        }
        if (const auto& shown = placement.as == PutAs::replace ? part.changes : coverage; shown && placement.as != PutAs::image)
            if (const HostRect seen = bounds_of(*shown); !seen.is_empty()) part.rect = seen;

        PutLayer layer;
        layer.as = placement.as;
        layer.name = result.name + (results.size() > 1 ? " " + std::to_string(made.parts.size() + 1) : "");
        layer.rect = {place.x + part.rect.x, place.y + part.rect.y, part.rect.width, part.rect.height};
        layer.offset = made.bytes;
        layer.above = placement.above;
        if (placement.as == PutAs::replace) layer.layer = placement.above;
        layer.is_visible = made.parts.empty() || placement.as != PutAs::layer;   // the first is seen, the others are there to choose from
        if (is_extended) canvas = united(canvas, place);
        made.bytes += aligned(document.format.bytes(layer.rect));
        if (part.changes) {
            layer.mask = made.bytes;
            made.bytes += aligned(PixelFormat{PixelLayout::gray, PixelSample::u8}.bytes(layer.rect));
        }
        made.message.layers.push_back(std::move(layer));
        made.parts.push_back(std::move(part));
    }
    if (canvas != document.rect() && placement.as == PutAs::layer) made.message.canvas = canvas;
    return made;
}

void write_pixels(const ComposedResults& composed, char* memory, const PixelFormat& format, const HostColours& colours) {
    for (std::size_t i = 0; i < composed.parts.size(); ++i) {
        const ComposedResults::Part& part = composed.parts[i];
        const PutLayer& layer = composed.message.layers[i];
        from_picture(part.picture, part.alpha.get(), part.rect, memory + layer.offset, format, colours);
        if (layer.mask) from_mask(*part.changes, part.rect, memory + *layer.mask);
    }
}

}  // namespace noiseloom
