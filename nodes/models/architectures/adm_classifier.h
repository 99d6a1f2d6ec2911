// The noise-aware classifier of guided-diffusion (arXiv 2105.05233, section 4): EncoderUNetModel, the way down of its denoiser, and a pool
// that makes one answer of all positions.
#pragma once

#include "models/architectures/adm_layers.h"
#include "models/classifier.h"

namespace noiseloom {

class AdmClassifier : public Classifier {
  public:
    // The question's name is the configuration's "label". Throws Failure (bad_model).
    AdmClassifier(const Weights& weights, const Json& config, const Key& identity = {});
    ~AdmClassifier() override;
    AdmClassifier(const AdmClassifier&) = delete;
    AdmClassifier& operator=(const AdmClassifier&) = delete;

    std::vector<at::Tensor> logits(const at::Tensor& x, const at::Tensor& t) const override;
    const std::vector<Question>& questions() const override { return questions_; }
    int channels() const override { return config_.in_channels; }
    int side() const override { return config_.image_size; }
    const AdmConfig& config() const { return config_; }

  private:
    struct Head;
    at::Tensor forward(const at::Tensor& x, const at::Tensor& t) const;

    AdmConfig config_;
    std::vector<Question> questions_;
    Placement placement_;
    bool trains_ = false;
    AdmTimeEmbedding time_;
    Conv2d enter_;
    std::vector<AdmLayer> layers_;   // and the middle
    std::shared_ptr<const Head> head_;
};

}  // namespace noiseloom
