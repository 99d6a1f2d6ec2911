// What guiders by a gradient do with it.
#pragma once

#include <utility>

#include "diffusion/guider.h"

namespace noiseloom {

// Moves the estimate by the term, as a shift that steppers know from the estimate itself.
inline void add_shift(Guided& guided, Term term) {
    const at::Tensor shift = term.direction * term.weight;
    guided.denoised = guided.denoised + shift;
    guided.shift = guided.shift.defined() ? guided.shift + shift : shift;
    guided.terms.push_back(std::move(term));
}

}  // namespace noiseloom
