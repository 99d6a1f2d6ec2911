// The denoiser of guided-diffusion (arXiv 2105.05233): UNetModel, told a class or not, and SuperResModel, which is shown a smaller
// picture beside x.
//
// A network that also answers its variance (out_channels twice x's) predicts ε; sampling takes that half and leaves the variance. Dropout is
// of training only and not done here.
#pragma once

#include "models/architectures/adm_layers.h"
#include "models/network.h"

namespace noiseloom {

class AdmUnet : public TrainableNetwork {
  public:
    // Throws Failure (bad_model) for missing tensors and wrong shapes.
    AdmUnet(const Weights& weights, AdmConfig config, const Key& identity, const MemoryLimits& limits = {});
    ~AdmUnet() override;
    AdmUnet(const AdmUnet&) = delete;
    AdmUnet& operator=(const AdmUnet&) = delete;

    // Reads Conditioning::label where the model has classes, and `concat` as SuperResModel's small picture, of any size. Errors
    // (bad_workflow): a class that the model does not have, or none where it needs one; a missing small picture.
    std::vector<at::Tensor> predict(const at::Tensor& x, double t, std::span<const Conditioning* const> conditionings,
                                    const Cancel& cancel) const override;
    Watched predict_watched(const at::Tensor& x, double t, std::span<const Conditioning* const> conditionings, const Cancel& cancel) const override;
    std::vector<AttentionLayer> attention_layers() const override;
    at::Tensor forward(const Rows& rows, const Cancel& cancel) const override;
    NetworkShape shape() const override;
    std::shared_ptr<const TrainableNetwork> with_weights(const Weights& weights, const Key& identity) const override;
    std::vector<std::string> class_names() const override { return config_.class_names; }
    const AdmConfig& config() const { return config_; }
    bool is_resident() const;   // all weights stay on the device

  private:
    struct Ends;
    Rows gather(const at::Tensor& x, double t, std::span<const Conditioning* const> conditionings) const;
    std::int64_t label_of(const Conditioning& conditioning) const;
    std::int64_t rows_at_once(const at::Tensor& x) const;

    AdmConfig config_;
    std::shared_ptr<const Ends> ends_;
    std::vector<Stage<AdmLayer>> down_, up_;   // the middle ends the way down
};

}  // namespace noiseloom
