// AdamW (Loshchilov and Hutter, arXiv 1711.05101): Adam with weight decay apart from the gradient.
//
//     w -= lr·decay·w;  m = β1·m + (1-β1)·g;  v = β2·v + (1-β2)·g²;  w -= lr·(m/(1-β1^k))/(√(v/(1-β2^k)) + eps)
//
// The numbers are those of torch.optim.AdamW(fused=True).
#pragma once

#include <map>

#include "training/parameters.h"

namespace noiseloom {

struct AdamWSettings {
    double beta1 = 0.9;
    double beta2 = 0.999;
    double eps = 1e-8;
    double weight_decay = 0.01;
};

class AdamW {
  public:
    AdamW(Parameters parameters, AdamWSettings settings);

    void step(const std::vector<at::Tensor>& gradients, double learning_rate);   // in the parameters' order
    // For checkpoints: "m.NAME", "v.NAME" and "steps".
    std::map<std::string, at::Tensor> state() const;
    void restore(const StateDict& state);   // throws Failure (bad_model) for missing tensors and other shapes

  private:
    Parameters parameters_;
    AdamWSettings settings_;
    std::vector<at::Tensor> m_, v_, steps_;   // steps_: one number each, as the fused kernel wants it
};

}  // namespace noiseloom
