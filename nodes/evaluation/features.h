// What measures of sets of pictures read: a row of numbers a picture, of CLIP's image tower, of a classifier, or the values themselves.
#pragma once

#include <ATen/core/Tensor.h>

#include "core/value.h"

namespace noiseloom {

struct Features {
    at::Tensor rows;   // [N, D] float32 on the CPU
};

// Error (bad_workflow): rows of different lengths cannot be compared.
inline Result<void> check_comparable(const Features& generated, const Features& real) {
    if (generated.rows.size(1) == real.rows.size(1)) return {};
    return Error{Code::bad_workflow, "these features are rows of " + std::to_string(generated.rows.size(1)) + " and " + std::to_string(real.rows.size(1)) + " numbers",
                 "Take both from the same tower.", "", "real", ""};
}

template <>
struct ValueType<Features> {
    static constexpr std::string_view name = "features";
    static std::size_t bytes(const Features& features) { return features.rows.nbytes(); }
};

}  // namespace noiseloom
