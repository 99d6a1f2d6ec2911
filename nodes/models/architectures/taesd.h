// The tiny autoencoder (TAESD, diffusers' AutoencoderTiny) and that of the embedded pack: a plain stack
// of convolutions, without norms and attention.
//
// Its numbers of blocks and channels vary, and all of them can be read off the file: an entry with a
// bias is a convolution, one without halves (encoder) or follows a doubling (decoder), "conv.0" begins a
// residual block, and gaps in the numbering are ReLU and doubling. Works on latents in the denoiser's
// scaling. Matches AutoencoderTiny; encoder.layers.N and decoder.layers.N are the names it reads.
#pragma once

#include <variant>

#include "core/json.h"
#include "models/architectures/stage.h"
#include "models/autoencoder.h"

namespace noiseloom {

class TinyAutoencoder : public Autoencoder {
  public:
    // Throws Failure (bad_model). A decoder without encoder (or the reverse) can do its half only.
    TinyAutoencoder(const Weights& weights, const Key& identity);

    Moments encode(const at::Tensor& image, const Cancel& cancel) const override;
    at::Tensor decode(const at::Tensor& latent, const Cancel& cancel) const override;
    LatentFormat format() const override { return {channels_, factor_, 1.0, 0.0}; }
    Key identity() const override { return identity_; }
    std::size_t bytes() const override { return bytes_; }
    std::string device() const override { return placement_.device.str(); }

  private:
    struct Block {   // relu(conv(relu(conv(relu(conv x)))) + skip(x))
        Conv2d first, second, third, skip;
        at::Tensor operator()(const at::Tensor& x) const;
    };
    struct Doubling {};
    struct Relu {};
    using Layer = std::variant<Conv2d, Block, Doubling, Relu>;

    static std::vector<Layer> read(const Weights& weights, bool is_decoder);
    at::Tensor run(const std::vector<Layer>& layers, at::Tensor x, const Cancel& cancel) const;

    Placement placement_;
    Key identity_;
    std::size_t bytes_ = 0;
    bool trains_ = false;
    std::vector<Layer> encoder_, decoder_;
    int channels_ = 4;
    int factor_ = 1;
};

}  // namespace noiseloom
