// CLIP: one space for pictures and texts, in which what belongs together is close.
//
// The vision tower is a ViT; with the text tower it gives similarities and, through autograd, the
// gradient that guides a picture towards a text. Matches transformers' CLIPModel.
#pragma once

#include "models/architectures/clip_text.h"

namespace noiseloom {

struct ClipVisionConfig {
    int image_size = 224;
    int patch = 32;
    int width = 768;
    int layers = 12;
    int heads = 12;
    int feed_forward = 3072;
    bool quick_gelu = true;
    int projection = 512;
    // From a CLIP pair's config.json (its vision_config and projection_dim).
    static Result<ClipVisionConfig> from_json(const Json& config);
};

class ClipVision {
  public:
    // Reads vision_model.* and visual_projection.weight. Throws Failure (bad_model).
    ClipVision(const StateDict& state, const ClipVisionConfig& config, const Placement& placement = {});

    // pixels [N, 3, S, S] float32, S the configured size, normalised by CLIP's mean and deviation; [N, projection] float32.
    at::Tensor encode(const at::Tensor& pixels) const;
    // What every layer gives, the class token first: [layers, N, tokens, width] float32.
    at::Tensor features(const at::Tensor& pixels) const;
    const ClipVisionConfig& config() const { return config_; }
    std::size_t bytes() const { return bytes_; }

  private:
    at::Tensor tokens(const at::Tensor& pixels) const;

    ClipVisionConfig config_;
    Placement placement_;
    std::size_t bytes_ = 0;
    bool trains_ = false;
    Conv2d patches_;
    at::Tensor class_embedding_, position_embedding_;
    LayerNorm norm_before_, norm_after_;
    std::vector<ClipLayer> layers_;
    Linear projection_;
};

class Clip {
  public:
    // A whole transformers CLIPModel. Throws Failure (bad_model).
    Clip(const StateDict& state, const ClipTextConfig& text, const ClipVisionConfig& vision, const Placement& placement = {});

    at::Tensor image_embeds(const at::Tensor& image01) const;   // [N, 3, S, S] in [0, 1] to unit vectors [N, projection]
    at::Tensor image_features(const at::Tensor& image01) const;   // ClipVision::features of such pictures
    at::Tensor text_embeds(const at::Tensor& ids) const;        // [N, tokens] int64 to unit vectors [N, projection]
    double logit_scale() const { return logit_scale_; }         // logits are this times the cosine
    const ClipText& text() const { return text_; }
    const ClipVision& vision() const { return vision_; }

  private:
    ClipText text_;
    ClipVision vision_;
    double logit_scale_ = 100;
};

}  // namespace noiseloom
