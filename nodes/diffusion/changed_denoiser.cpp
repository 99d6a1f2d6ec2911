#include "diffusion/changed_denoiser.h"

#include <ATen/ATen.h>

namespace noiseloom {
namespace {

class ChangedDenoiser final : public Denoiser {
  public:
    ChangedDenoiser(std::shared_ptr<const Denoiser> base, std::vector<ModelChange> changes) : base_(std::move(base)), changes_(std::move(changes)) {
        KeyBuilder key("changed");
        key.add(base_->identity());
        for (const auto& change : changes_) {
            key.add(change.model->identity());
            for (const auto& [u, degree] : change.degree.knots()) key.add(u).add(degree);
        }
        identity_ = key.key();
    }

    // In x0, of which ε is an affine map with the same x: weights that sum to 1 mean the same in both.
    std::vector<Estimate> denoise(const at::Tensor& x, const Level& at, std::span<const Conditioning* const> conditionings,
                                  const Cancel& cancel) const override {
        const double u = 1 - at.t / base_->schedule().train_steps();
        double rest = 1;
        for (const auto& change : changes_) rest -= change.degree.at(u);
        constexpr double nothing = 1e-9;
        std::vector<Estimate> sums(conditionings.size());
        const auto accumulate = [](at::Tensor& sum, const at::Tensor& part, double weight) {
            if (part.defined()) sum = sum.defined() ? sum.add(part, weight) : part * weight;
        };
        const auto add = [&](const Denoiser& model, double weight) {
            if (std::abs(weight) < nothing) return;
            const auto estimates = model.denoise(x, at, conditionings, cancel);
            for (std::size_t i = 0; i < sums.size(); ++i) {
                accumulate(sums[i].x0, estimates[i].x0, weight);
                accumulate(sums[i].variance, estimates[i].variance, weight);
                accumulate(sums[i].attention, estimates[i].attention, weight);
            }
        };
        add(*base_, rest);
        for (const auto& change : changes_) add(*change.model, change.degree.at(u));
        return sums;
    }

    const NoiseSchedule& schedule() const override { return base_->schedule(); }
    Prediction prediction() const override { return base_->prediction(); }
    LatentFormat format() const override { return base_->format(); }
    std::vector<AttentionLayer> attention_layers() const override {
        const auto layers = base_->attention_layers();
        const bool all_alike = std::all_of(changes_.begin(), changes_.end(), [&](const ModelChange& change) { return change.model->attention_layers() == layers; });
        return all_alike ? layers : std::vector<AttentionLayer>();
    }
    Key identity() const override { return identity_; }
    std::size_t bytes() const override { return 0; }   // holds only what its inputs hold already
    std::string device() const override { return base_->device(); }

  private:
    std::shared_ptr<const Denoiser> base_;
    std::vector<ModelChange> changes_;
    Key identity_;
};

}  // namespace

std::shared_ptr<const Denoiser> make_changed(std::shared_ptr<const Denoiser> base, std::vector<ModelChange> changes) {
    for (const auto& change : changes) {
        const LatentFormat wanted = base->format(), got = change.model->format();
        const bool fits = wanted.channels == got.channels && wanted.factor == got.factor && change.model->schedule().identity() == base->schedule().identity();
        if (!fits)
            throw Failure({Code::bad_workflow, "The models that are mixed are of different kinds: their latents or noise schedules differ.",
                           "Mix a model with those that were fine-tuned from it.", "", "", ""});
    }
    return std::make_shared<ChangedDenoiser>(std::move(base), std::move(changes));
}

}  // namespace noiseloom
