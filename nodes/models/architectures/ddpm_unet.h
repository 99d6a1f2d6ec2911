// The UNet of DDPM (Ho et al., arXiv 2006.11239) in its PyTorch form, on pixels and without any condition: the "simple"
// networks of DiffusionCLIP and SDEdit for CelebA and LSUN.
//
// Like the UNet of Stable Diffusion, which grew out of it: levels of residual blocks told the time, skips from the way
// down to the way up; but with plain self-attention of one head at one resolution, and no text. Keys are those of the
// published checkpoints (temb.dense.0, down.i.block.j.conv1, mid.attn_1.q, up.i.upsample.conv).
#pragma once

#include <memory>
#include <vector>

#include "core/json.h"
#include "models/architectures/ddpm_levels.h"
#include "models/network.h"

namespace noiseloom {

struct DdpmUnetConfig {
    int in_channels = 3;
    int out_channels = 3;
    int width = 128;               // ch: of conv_in, a quarter of the time embedding's
    std::vector<DdpmLevel> levels;     // from the full resolution down
    int layers = 2;                // residual blocks a level on the way down; one more on the way up
    bool conv_sampling = true;     // resamp_with_conv: halving and doubling have a convolution

    // { "_class_name": "DdpmUnet", "ch", "out_ch", "ch_mult", "num_res_blocks", "attn_resolutions", "in_channels", "resamp_with_conv",
    //   "image_size" }: the names of the published configurations. Errors: bad_model.
    static Result<DdpmUnetConfig> from_json(const Json& config);
};

class DdpmUnet : public TrainableNetwork {
  public:
    // Throws Failure (bad_model) for missing tensors and wrong shapes. `identity` names the weights' content.
    DdpmUnet(const Weights& weights, DdpmUnetConfig config, const Key& identity, const MemoryLimits& limits = {});
    ~DdpmUnet() override;

    // One result for all conditionings, which must be empty: throws Failure (bad_workflow) for a prompt or a class.
    std::vector<at::Tensor> predict(const at::Tensor& x, double t, std::span<const Conditioning* const> conditionings,
                                    const Cancel& cancel) const override;
    at::Tensor forward(const Rows& rows, const Cancel& cancel) const override;   // sides multiples of 2^(levels - 1)
    NetworkShape shape() const override;
    std::shared_ptr<const TrainableNetwork> with_weights(const Weights& weights, const Key& identity) const override;
    const DdpmUnetConfig& config() const { return config_; }

  private:
    struct Layers;

    DdpmUnetConfig config_;
    std::shared_ptr<const Layers> layers_;
};

}  // namespace noiseloom
