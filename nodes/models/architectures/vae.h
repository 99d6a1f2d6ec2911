// AutoencoderKL, the autoencoder of Stable Diffusion 1.x, 2.x and XL.
//
// Pictures too large for the device are cut into tiles that overlap, each is encoded or decoded on its
// own, and the overlaps are blended with linear ramps. Tiles differ slightly from the whole, since every
// GroupNorm sees its own tile only.
//
// Reads diffusers' key names and gives diffusers' numbers.
#pragma once

#include "core/json.h"
#include "models/architectures/stage.h"
#include "models/autoencoder.h"

namespace noiseloom {

struct VaeConfig {
    int in_channels = 3;
    int latent_channels = 4;
    std::vector<int> channels{128, 256, 512, 512};   // from the picture down
    int layers = 2;                                  // residual blocks a level in the encoder; one more in the decoder
    int norm_groups = 32;
    bool quant_conv = true;
    bool post_quant_conv = true;
    bool mid_attention = true;
    bool force_upcast = true;                        // overflows float16: computes in float32 instead
    double scale = 0.18215;
    double shift = 0;

    // From diffusers' vae/config.json. Errors (bad_model) name what this version does not know.
    static Result<VaeConfig> from_json(const Json& config);
    int factor() const { return 1 << (channels.size() - 1); }
};

// Side of a tile and what neighbours share, in latent pixels. Zero: chosen by the memory that is free.
struct Tiling {
    int tile = 0;
    int overlap = 16;
};

class AutoencoderKl : public Autoencoder {
  public:
    // Throws Failure (bad_model). A decoder without encoder (or the reverse) can do its half only.
    AutoencoderKl(Weights weights, VaeConfig config, const Key& identity, const MemoryLimits& limits = {});
    ~AutoencoderKl() override;

    Moments encode(const at::Tensor& image, const Cancel& cancel) const override;
    at::Tensor decode(const at::Tensor& latent, const Cancel& cancel) const override;
    Moments encode(const at::Tensor& image, const Tiling& tiling, const Cancel& cancel) const;
    at::Tensor decode(const at::Tensor& latent, const Tiling& tiling, const Cancel& cancel) const;

    LatentFormat format() const override { return {config_.latent_channels, config_.factor(), config_.scale, config_.shift}; }
    Key identity() const override { return identity_; }
    std::size_t bytes() const override { return bytes_; }
    std::string device() const override { return placement_.device.str(); }

  private:
    struct Encoder;
    struct Decoder;

    Tiling choose(const Tiling& wish, std::int64_t height, std::int64_t width) const;

    VaeConfig config_;
    Placement placement_;
    MemoryLimits limits_;
    Key identity_;
    std::size_t bytes_ = 0;
    bool trains_ = false;
    std::vector<Stage<Encoder>> encoder_;   // one, or none if the file has no encoder
    std::vector<Stage<Decoder>> decoder_;
};

}  // namespace noiseloom
