// The perceptual term: the distance of two pictures in the layers of a trained image tower, which forgives what eyes forgive
// and sees what they see (Zhang et al., arXiv 1801.03924, LPIPS; there the network is VGG and its channels are
// weighted, here it is the image tower of a CLIP model and all count alike).
//
// Per layer: features of every token, scaled to length 1, squared difference, mean over tokens; mean over layers.
#pragma once

#include <memory>

#include "models/architectures/clip.h"
#include "training/task.h"

namespace noiseloom {

class Perceptual {
  public:
    // The section "perceptual": { "clip": a model, "weight" }.
    Perceptual(Settings settings, const TaskContext& context);

    double weight() const { return weight_; }
    // Pictures [N, 3, H, W] in [-1, 1]; a mean over the batch. Gradients reach `made`.
    at::Tensor operator()(const at::Tensor& made, const at::Tensor& image) const;

  private:
    double weight_ = 1;
    std::shared_ptr<const Clip> clip_;
};

}  // namespace noiseloom
