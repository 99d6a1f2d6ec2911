// What measures of sets of pictures read: a row of numbers a picture, of CLIP's image tower, of a classifier, or the values themselves.
#pragma once

#include <ATen/core/Tensor.h>

#include "core/value.h"

namespace noiseloom {

struct Features {
    at::Tensor rows;   // [N, D] float32 on the CPU
};

template <>
struct ValueType<Features> {
    static constexpr std::string_view name = "features";
    static std::size_t bytes(const Features& features) { return features.rows.nbytes(); }
};

}  // namespace noiseloom
