// The noise-aware classifier of the embedded pack: what does a picture show, told from x at noise level t?
//
// Half a UNet on latents or pixels, told the time; one head for each kind of label ("kind", "colour", ...). A head reads
// the features in the way that fits its question:
//
//     log_sum_exp   scores at every position, log Σ exp over them: something that is somewhere
//     mean          the mean over all positions: something that is everywhere
//     flat          all positions of the deepest level side by side: where something is
#pragma once

#include <map>
#include <string>
#include <vector>

#include "models/classifier.h"

namespace noiseloom {

struct NoisyClassifierConfig {
    enum class Pooling { log_sum_exp, mean, flat };
    int in_channels = 4;
    int sample_size = 16;              // h and w that it reads; a `flat` head fits no other
    std::vector<int> channels{48, 96, 160};
    int time_width = 192;
    int features = 128;                // channels that the heads read
    int norm_groups = 16;
    std::vector<Question> heads;
    std::vector<Pooling> pooling;      // of each head

    // { "_class_name": "NoisyClassifier", "in_channels", "sample_size", "block_out_channels", "time_embed_dim", "feature_channels",
    //   "norm_num_groups", "heads": { NAME: { "classes": [...], "pooling": "mean" } } }. Errors: bad_model.
    static Result<NoisyClassifierConfig> from_json(const Json& config);
};

class NoisyClassifier : public Classifier {
  public:
    NoisyClassifier(const Weights& weights, const Json& config, const Key& identity = {});   // throws Failure (bad_model)

    std::vector<at::Tensor> logits(const at::Tensor& x, const at::Tensor& t) const override;
    const std::vector<Question>& questions() const override { return config_.heads; }
    int channels() const override { return config_.in_channels; }
    int side() const override { return config_.sample_size; }
    const NoisyClassifierConfig& config() const { return config_; }

  private:
    struct Level {
        Conv2d enter;   // from the picture, then halving
        ResBlock block;
    };
    NoisyClassifierConfig config_;
    Placement placement_;
    bool trains_ = false;
    Linear time1_, time2_;
    std::vector<Level> levels_;
    GroupNorm norm_;   // of the deepest level
    Conv2d mix_;       // of the two deepest levels, at the size of the larger
    std::vector<Linear> heads_;
};

}  // namespace noiseloom
