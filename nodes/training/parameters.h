// What an optimiser changes: named leaves of autograd, in one fixed order.
#pragma once

#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "models/state_dict.h"

namespace noiseloom {

struct Parameters {
    std::vector<std::string> names;    // sorted
    std::vector<at::Tensor> values;    // float32, share the memory of the state dict's

    // All tensors of `state` but those below a `frozen` prefix ("text_model."), which no longer ask for gradients:
    // call it before a network is made of them.
    static Parameters of(const StateDict& state, const std::vector<std::string>& frozen = {});

    std::size_t count() const;                    // numbers in all tensors
    double largest() const;                       // of all magnitudes; no number if one is none
    std::vector<at::Tensor> gradients() const;    // zeros where backward() left none
    void clear_gradients() const;
};

// Scales gradients so that all of them together are at most `largest` long (torch's clip_grad_norm_);
// returns their length before. `largest` 0: measured only.
double clip_gradients(const std::vector<at::Tensor>& gradients, double largest);

}  // namespace noiseloom
