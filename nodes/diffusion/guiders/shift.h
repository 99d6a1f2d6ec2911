// What guiders by a gradient do with it.
#pragma once

#include "diffusion/guider.h"

namespace noiseloom {

// Moves the estimate by scale·direction, as a shift that steppers know from the estimate itself, and a term for the trace.
inline void add_shift(Guided& guided, const char* name, const at::Tensor& direction, double scale) {
    const at::Tensor shift = direction * scale;
    guided.denoised = guided.denoised + shift;
    guided.shift = guided.shift.defined() ? guided.shift + shift : shift;
    guided.terms.push_back({name, direction, scale});
}

}  // namespace noiseloom
