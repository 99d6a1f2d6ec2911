// The convolutional network of AutoencoderKL and VQGAN (Esser et al., arXiv 2012.09841): an encoder that halves the picture
// level by level, a decoder that mirrors it, and a 1x1 convolution on either side of the latent. What the two autoencoders
// make of the latent in between (a distribution, a codebook) is theirs.
//
// Pictures too large for the device are cut into tiles that overlap, each is encoded or decoded on its
// own, and the overlaps are blended with linear ramps. Tiles differ slightly from the whole, since every
// GroupNorm sees its own tile only.
//
// Reads diffusers' key names and gives diffusers' numbers.
#pragma once

#include "core/cancel.h"
#include "core/json.h"
#include "models/architectures/config.h"
#include "models/architectures/stage.h"

namespace noiseloom {

struct VaeConfig {
    int in_channels = 3;
    int latent_channels = 4;                         // inside the 1x1 convolutions: what the decoder begins with
    int embed_channels = 4;                          // outside of them: the latent's
    int moments = 2;                                 // latents that the encoder ends with: mean and log variance, or 1
    std::vector<int> channels{128, 256, 512, 512};   // from the picture down
    std::vector<bool> attention;                     // levels, from the picture down, with attention behind every block; empty: none
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
    // The same for the configuration of another autoencoder that is made of this network.
    static Result<VaeConfig> read(const ConfigReader& reader, double default_scale);
    Result<void> check(const ConfigReader& reader) const;
    // Where, and in which dtype, a network that was to be placed so computes.
    Placement placed(Placement wanted) const;
    int factor() const { return 1 << (channels.size() - 1); }
    bool attends(std::size_t level) const { return level < attention.size() && attention[level]; }
};

// Side of a tile and what neighbours share, in latent pixels. Zero: chosen by the memory that is free.
struct Tiling {
    int tile = 0;
    int overlap = 16;
};

class VaeNetwork {
  public:
    // Throws Failure (bad_model). A decoder without encoder (or the reverse) can do its half only.
    VaeNetwork(Weights weights, VaeConfig config, const MemoryLimits& limits = {});
    ~VaeNetwork();

    // [N, in_channels, H, W] to [N, moments·embed_channels, H/f, W/f]: the network's own numbers, before scale and shift.
    at::Tensor encode(const at::Tensor& image, const Tiling& tiling, const Cancel& cancel) const;
    // [N, embed_channels, h, w] to [N, in_channels, h·f, w·f].
    at::Tensor decode(const at::Tensor& z, const Tiling& tiling, const Cancel& cancel) const;

    const VaeConfig& config() const { return config_; }
    const Placement& placement() const { return placement_; }
    std::size_t bytes() const { return bytes_; }
    bool is_resident() const;   // all weights stay on the device

  private:
    struct Encoder;
    struct Decoder;

    Tiling choose(const Tiling& wish, std::int64_t height, std::int64_t width) const;

    VaeConfig config_;
    Placement placement_;
    MemoryLimits limits_;
    std::size_t bytes_ = 0;
    bool trains_ = false;
    std::vector<Stage<Encoder>> encoder_;   // one, or none if the file has no encoder
    std::vector<Stage<Decoder>> decoder_;
};

}  // namespace noiseloom
