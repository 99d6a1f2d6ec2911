#include "serving/host_results.h"

#include <algorithm>

#include "image/images.h"
#include "serving/host_pixels.h"

namespace noiseloom {
namespace {

constexpr std::size_t alignment = 64;

std::shared_ptr<const Mask> mask_for(const Value& value, const Image& picture) {
    if (!value || !value.is<Mask>()) return nullptr;
    const Image& mask = value.as<Mask>().image;
    return mask.width == picture.width && mask.height == picture.height ? value.share<Mask>() : nullptr;
}

// How much of a result is new; null: all of it, or as its own alpha says.
std::shared_ptr<const Mask> coverage_of(const HostResult& result, const Image& picture, const HostPictures& from) {
    if (auto coverage = mask_for(result.coverage, picture)) return coverage;
    return picture.has_alpha() ? nullptr : mask_for(from.selection, picture);
}

// The result as a layer of its own over what it was made of.
Image as_layer(const Image& picture, const HostResult& result, const HostPictures& from) {
    const auto coverage = mask_for(result.coverage, picture);
    if (coverage && from.handed)
        for (const auto& [input, handed] : *from.handed)
            if (auto layer = unmixed(picture, *coverage, handed.picture.as<Image>(), -picture.x, -picture.y)) return *std::move(layer);
    return picture;
}

// In place of the layer: as opaque as that was, and where something new is, at least as that is.
std::shared_ptr<const Mask> alpha_in_place(const Image& picture, const std::shared_ptr<const Mask>& coverage, const HostPictures& from) {
    if (!from.handed) return nullptr;
    for (const auto& [input, handed] : *from.handed) {
        const Image& before = handed.picture.as<Image>();
        if (!before.has_alpha() || before.width != picture.width || before.height != picture.height) continue;
        std::vector<float> alpha(static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height), 1.0F);
        for (std::size_t i = 0; i < alpha.size(); ++i) alpha[i] = std::max(before.pixels[4 * i + 3], coverage ? coverage->image.pixels[i] : 1.0F);
        return std::make_shared<const Mask>(Mask{make_image(picture.width, picture.height, 1, std::move(alpha))});
    }
    return nullptr;
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
    const HostRect& frame = placement.from.frame;
    HostRect canvas = document.rect();
    for (const HostResult& result : results) {
        if (!result.pictures || !result.pictures.is<Images>() || result.index >= result.pictures.as<Images>().size())
            return Error{Code::usage, "this is no picture that an image editor takes", "Latents are decoded first: put 'Decode Latent' before the end.", "", "", ""};
        const Image& picture = result.pictures.as<Images>().items[result.index];
        const auto coverage = coverage_of(result, picture, placement.from);
        ComposedResults::Part part{picture, nullptr, {0, 0, picture.width, picture.height}};
        if (placement.as == PutAs::layer) {
            part.picture = as_layer(picture, result, placement.from);
            part.alpha = coverage;
        } else if (placement.as == PutAs::replace) {
            part.alpha = alpha_in_place(picture, coverage, placement.from);
        }
        if (coverage && placement.as != PutAs::image)
            if (const HostRect seen = bounds_of(*coverage); !seen.is_empty()) part.rect = seen;

        const HostRect place = place_of(picture, placement.from, document);
        PutLayer layer;
        layer.as = placement.as;
        layer.name = result.name + (results.size() > 1 ? " " + std::to_string(made.parts.size() + 1) : "");
        layer.rect = {place.x + part.rect.x, place.y + part.rect.y, part.rect.width, part.rect.height};
        layer.offset = made.bytes;
        layer.above = placement.above;
        if (placement.as == PutAs::replace) layer.layer = placement.above;
        layer.is_visible = made.parts.empty() || placement.as != PutAs::layer;   // the first is seen, the others are there to choose from
        if (!frame.is_empty() && united(frame, place) != frame) canvas = united(canvas, place);   // it was extended
        made.bytes += (document.format.bytes(layer.rect) + alignment - 1) / alignment * alignment;
        made.message.layers.push_back(std::move(layer));
        made.parts.push_back(std::move(part));
    }
    if (canvas != document.rect() && placement.as == PutAs::layer) made.message.canvas = canvas;
    return made;
}

void write_pixels(const ComposedResults& composed, char* memory, const PixelFormat& format, const HostColours& colours) {
    for (std::size_t i = 0; i < composed.parts.size(); ++i) {
        const ComposedResults::Part& part = composed.parts[i];
        from_picture(part.picture, part.alpha.get(), part.rect, memory + composed.message.layers[i].offset, format, colours);
    }
}

}  // namespace noiseloom
