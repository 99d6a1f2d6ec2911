// The image as the application is told of it: its layers as a tree, what is selected, and in which numbers its pixels are.
#pragma once

#include <variant>

#include "gimp/formats.h"

namespace noiseloom {

// What the host answers: the keys of a reply, or why not (PROTOCOL.md, the codes of errors).
struct Refusal {
    std::string code, message;
};
template <class T>
using Answer = std::variant<T, Refusal>;

inline Refusal image_gone() { return {"gone", "The image is no longer open in GIMP."}; }
inline Refusal indexed() { return {"refused", "Noiseloom cannot work on an image with indexed colours. Convert it first: Image, Mode, RGB."}; }
inline Refusal layer_gone() { return {"gone", "The layer is no longer in the image."}; }

// `called_on`: the layers that count as active; none: those that are selected.
Answer<HostDocument> document_of(int image, const std::vector<int>& called_on = {});

// Where a layer lies in the image.
HostRect rect_of_layer(int layer);

// The layer of the image that an id of the protocol names; 0: there is none.
int find_layer(int image, const std::string& id);

}  // namespace noiseloom
