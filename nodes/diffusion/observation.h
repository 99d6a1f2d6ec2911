// What is known of the picture before it is drawn: a part of it, or its grey (arXiv 2011.13456, section 5 and appendix I).
//
// The reverse SDE then need not be told by a gradient: after each of its steps the known part is put in, with as much noise as x has there, and
// the unknown part follows, because a step looks at all of x. In the basis of colours whose first axis is grey, and whose others are at right
// angles to it, the grey of every pixel is such a part as well: noise in that basis is as normal as in the old one.
#pragma once

#include <ATen/core/Tensor.h>

#include "core/key.h"
#include "core/value.h"

namespace noiseloom {

struct Observation {
    at::Tensor picture;   // [N or 1, C, H, W] float32, as the model draws it
    at::Tensor known;     // [1, 1, H, W]: 1 where the picture is known, 0 where it is not; undefined: its grey is known everywhere

    // x = a·x0 + s·ε with what is known in it: a·picture + s·z. `z`, unit normals of x's shape, is in the rotated basis where grey is known, and only
    // its first channel is read. Throws Failure (bad_workflow) where the shapes do not fit.
    at::Tensor imposed_on(const at::Tensor& x, double a, double s, const at::Tensor& z) const;
    at::Tensor imposed_on(const at::Tensor& x0) const;   // without noise
    Key identity() const;
};

template <>
struct ValueType<Observation> {
    static constexpr std::string_view name = "known part";
    static std::size_t bytes(const Observation& observation);
    static std::string device(const Observation& observation);
};

}  // namespace noiseloom
