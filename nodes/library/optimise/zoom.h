// A zoom on a wire.
#pragma once

#include "core/value.h"
#include "training/vqgan_clip/search.h"

namespace noiseloom {

template <>
struct ValueType<Zoom> {
    static constexpr std::string_view name = "zoom";
    static std::size_t bytes(const Zoom&) { return sizeof(Zoom); }
};

}  // namespace noiseloom
