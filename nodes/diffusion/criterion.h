// A judgement of x while it is still noise, whose gradient says how x would please it more: ln p(y | x) of a noise-aware classifier, for example.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "core/cancel.h"
#include "core/key.h"
#include "diffusion/level.h"

namespace noiseloom {

// What a classifier takes x for.
struct Opinion {
    std::string question;               // "kind"
    std::vector<std::string> classes;   // those without a name have their number
    at::Tensor probabilities;           // [N, K]
};

struct Judgement {
    at::Tensor value;      // [N]: more is better
    at::Tensor gradient;   // of each picture's value with respect to x: float32, shape and device of x
    std::vector<Opinion> opinions = {};   // of classifiers, for the trace
};

class Criterion {
  public:
    virtual ~Criterion() = default;
    // x [N, C, H, W] in the coordinates of `at`. Throws Failure or Cancelled.
    virtual Judgement judge(const at::Tensor& x, const Level& at, const Cancel& cancel) const = 0;
    virtual Key identity() const = 0;   // content: equal identities judge alike
    virtual const char* name() const = 0;   // of its term, for the trace: "classifier"
};

// A judgement of pictures as they will be: of estimates of x0.
class PictureLoss {
  public:
    virtual ~PictureLoss() = default;
    // x0 [N, C, h, w] as the model draws it (latents, or pixels in [-1, 1]), float32; [N], less is better, recorded by autograd. What is
    // random in it is a function of `draw`. Throws Failure or Cancelled.
    virtual at::Tensor loss(const at::Tensor& x0, std::uint64_t draw, const Cancel& cancel) const = 0;
    virtual Key identity() const = 0;       // content: equal identities judge alike
    virtual const char* name() const = 0;   // of its term, for the trace: "CLIP"
};

// `value` of x, [N], and its gradient by autograd, in whatever mode the caller is.
Judgement differentiated(const at::Tensor& x, const std::function<at::Tensor(const at::Tensor& x)>& value);

}  // namespace noiseloom
