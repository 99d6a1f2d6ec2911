#include "models/autoencoder.h"

#include <ATen/ATen.h>

namespace noiseloom {

at::Tensor Autoencoder::latent(const Moments& moments, const at::Tensor& noise) const {
    const LatentFormat latents = format();
    at::Tensor z = moments.mean;
    if (noise.defined() && moments.logvar.defined()) z = z + at::exp(0.5 * moments.logvar) * noise.to(z.device());
    return (z - latents.shift) * latents.scale;
}

}  // namespace noiseloom
