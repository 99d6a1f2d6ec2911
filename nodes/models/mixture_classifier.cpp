#include "models/mixture_classifier.h"

#include <ATen/ATen.h>

#include "diffusion/log_snr.h"
#include "diffusion/tensor_key.h"

namespace noiseloom {
namespace {

Question classes_of(const Mixture& mixture) {
    Question question{"class", {}};
    for (std::int64_t k = 0; k < mixture.means.size(0); ++k) question.classes.push_back(std::to_string(k));
    return question;
}

class MixtureClassifier final : public Classifier {
  public:
    MixtureClassifier(const Mixture& mixture, int channels, int side)
        : Classifier(log_snr_schedule(),
                     KeyBuilder("mixture classifier").add(key_of(mixture.means)).add(key_of(mixture.log_weights)).add(mixture.tau).key()),
          mixture_(mixture), questions_{classes_of(mixture)}, channels_(channels), side_(side) {}

    std::vector<at::Tensor> logits(const at::Tensor& x, const at::Tensor& t) const override {
        std::vector<at::Tensor> all;
        const at::Tensor pictures = x.to(at::kCPU, at::kDouble).flatten(1), times = t.to(at::kCPU, at::kDouble).expand({x.size(0)});
        for (std::int64_t i = 0, same = 0; i < x.size(0); i += same) {   // a stretch of one time at once
            const double time = times[i].item<double>();
            for (same = 1; i + same < x.size(0) && (t.numel() == 1 || times[i + same].item<double>() == time); ++same) {}
            const Level at = schedule().level_at(time);
            all.push_back(log_posteriors(mixture_, pictures.narrow(0, i, same) / at.a, at.sigma()));
        }
        return {at::cat(all).to(x.device(), at::kFloat)};
    }

    const std::vector<Question>& questions() const override { return questions_; }
    int channels() const override { return channels_; }
    int side() const override { return side_; }

  private:
    Mixture mixture_;
    std::vector<Question> questions_;
    int channels_, side_;
};

}  // namespace

std::shared_ptr<const Classifier> make_mixture_classifier(const Mixture& mixture, int channels, int side) {
    return std::make_shared<MixtureClassifier>(mixture, channels, side);
}

}  // namespace noiseloom
