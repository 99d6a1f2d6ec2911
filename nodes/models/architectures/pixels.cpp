#include "models/architectures/pixels.h"

#include <ATen/ATen.h>

namespace noiseloom {

Moments PixelSpace::encode(const at::Tensor& image, const Cancel&) const { return {image.to(at::Device(device_), at::kFloat), {}}; }

at::Tensor PixelSpace::decode(const at::Tensor& latent, const Cancel&) const { return latent.to(at::Device(device_), at::kFloat); }

}  // namespace noiseloom
