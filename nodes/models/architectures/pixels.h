// The autoencoder of models that draw pixels: pictures are their own latents. With it such models go through the same nodes as
// those of latents.
#pragma once

#include "models/autoencoder.h"

namespace noiseloom {

class PixelSpace : public Autoencoder {
  public:
    explicit PixelSpace(std::string device) : device_(std::move(device)) {}
    Moments encode(const at::Tensor& image, const Cancel& cancel) const override;
    at::Tensor decode(const at::Tensor& latent, const Cancel& cancel) const override;
    LatentFormat format() const override { return {3, 1, 1, 0}; }
    Key identity() const override { return KeyBuilder("pixels").key(); }
    std::size_t bytes() const override { return 0; }
    std::string device() const override { return device_; }

  private:
    std::string device_;
};

}  // namespace noiseloom
