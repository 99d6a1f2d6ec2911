// The UNet of Stable Diffusion 1.x, 2.x and XL (diffusers' UNet2DConditionModel), and of the embedded pack.
//
// A pyramid: conv_in, levels that halve the picture, a middle, and mirrored levels that double it again
// and read what the way down left for them (skips). Every level is residual blocks that are told the time,
// each followed by a transformer that looks at the prompt where the level has attention.
//
// Reads diffusers' key names and gives diffusers' numbers.
#pragma once

#include <memory>
#include <vector>

#include "core/json.h"
#include "models/network.h"

namespace noiseloom {

struct UnetConfig {
    struct Level {
        int channels = 320;
        int layers = 2;         // residual blocks on the way down; one more on the way up
        int heads = 8;          // of its transformers
        int depth_down = 1;     // transformer blocks after each residual block; 0: no attention
        int depth_up = 1;
    };
    int in_channels = 4;        // those of the latent, then those of Conditioning::concat
    int out_channels = 4;
    std::vector<Level> levels;  // from the full resolution down
    int depth_mid = 1;          // 0: residual blocks only
    int context_width = 768;
    bool linear_projection = false;     // proj_in and proj_out of the transformers are linear, not 1x1 convolutions
    bool upcast_attention = false;
    int norm_groups = 32;
    double norm_eps = 1e-5;
    bool cos_first = true;              // flip_sin_to_cos
    double freq_shift = 0;
    bool scale_shift = false;           // AdaGN: resnet_time_scale_shift = "scale_shift"
    int time_id_width = 0;              // addition_time_embed_dim of SDXL's size numbers
    int added_width = 0;                // pooled text and size numbers together; 0: no added embedding
    int pooling_heads = 0;              // the prompt is pooled in the UNet (text_pooling.h); 0: it is not

    // From diffusers' unet/config.json, or what models/config_inference.h makes of the shapes. Errors (bad_model) name what this version does not know.
    static Result<UnetConfig> from_json(const Json& config);
};

class Unet : public TrainableNetwork {
  public:
    // Throws Failure (bad_model) for missing tensors and wrong shapes. `identity` names the weights' content.
    Unet(const Weights& weights, UnetConfig config, const Key& identity, const MemoryLimits& limits = {});
    ~Unet() override;
    Unet(const Unet&) = delete;
    Unet& operator=(const Unet&) = delete;

    // Errors (bad_workflow): a conditioning that lacks what this model reads, or was made for another one.
    std::vector<at::Tensor> predict(const at::Tensor& x, double t, std::span<const Conditioning* const> conditionings,
                                    const Cancel& cancel) const override;
    Watched predict_watched(const at::Tensor& x, double t, std::span<const Conditioning* const> conditionings, const Cancel& cancel) const override;
    std::vector<AttentionLayer> attention_layers() const override;
    at::Tensor forward(const Rows& rows, const Cancel& cancel) const override;
    NetworkShape shape() const override;
    std::shared_ptr<const TrainableNetwork> with_weights(const Weights& weights, const Key& identity) const override;

    const UnetConfig& config() const { return config_; }
    at::Tensor time_embedding(double t) const;   // [1, 4·channels] float32, before added embeddings
    bool is_resident() const;                    // all weights stay on the device

  private:
    struct Entry;
    struct Exit;
    struct Layer;
    struct LayerPlan;

    std::vector<LayerPlan> plan_layers() const;
    std::shared_ptr<const PromptRows> prompts(std::span<const Conditioning* const> conditionings, std::int64_t pictures, std::int64_t tokens) const;
    Rows gather(const at::Tensor& x, double t, std::span<const Conditioning* const> conditionings) const;
    std::int64_t rows_at_once(const at::Tensor& x) const;
    at::Tensor embedding(const Rows& rows) const;

    UnetConfig config_;
    std::shared_ptr<const Entry> entry_;
    std::vector<Stage<Layer>> down_, middle_, up_;
    std::shared_ptr<const Exit> exit_;
    mutable PromptMemory prompts_;
};

}  // namespace noiseloom
