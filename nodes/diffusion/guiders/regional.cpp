#include <algorithm>

#include <ATen/ATen.h>

#include "diffusion/guiders.h"
#include "diffusion/tensor_key.h"

namespace noiseloom {
namespace {

class Regional final : public Guider {
  public:
    explicit Regional(std::vector<Region> parts) : parts_(std::move(parts)) {
        for (const Region& part : parts_) {
            KeyBuilder key("mask");
            if (part.mask.defined()) add_tensor(key, part.mask);
            mask_keys_.push_back(key.key());
        }
    }

    void calls(const StepInfo& step, Calls& calls) const override {
        for (std::size_t i = 0; i < parts_.size(); ++i)
            if (counts(i, step)) parts_[i].guider->calls(step, calls);
    }

    Guided guide(const Evaluation& evaluation, GuiderState& state) const override {
        std::vector<Guided> all;
        std::vector<at::Tensor> weights;
        at::Tensor sum;
        for (std::size_t i = 0; i < parts_.size(); ++i) {
            if (!counts(i, evaluation.step)) continue;
            all.push_back(parts_[i].guider->guide(evaluation, state));
            weights.push_back(weight(parts_[i], evaluation));
            sum = sum.defined() ? sum + weights.back() : weights.back();
        }
        weights.front() = at::where(sum > 0, weights.front(), 1);
        sum = at::where(sum > 0, sum, 1);
        Guided whole;
        for (std::size_t i = 0; i < all.size(); ++i) {
            const at::Tensor share = weights[i] / sum;
            add(whole.denoised, all[i].denoised, share);
            add(whole.base, all[i].base, share);
            add(whole.positive, all[i].positive, share);
            add(whole.shift, all[i].shift, share);
            add(whole.variance, all[i].variance, share);
            add(whole.renoise, renoised(all[i]), share);
            for (Term& term : all[i].terms) whole.terms.push_back({std::move(term.name), term.direction * share, term.weight});
        }
        const auto apart = [](const Guided& guided) { return guided.renoise.defined(); };
        if (std::none_of(all.begin(), all.end(), apart)) whole.renoise = at::Tensor();
        return whole;
    }

    void digest(const StepInfo& step, KeyBuilder& key) const override {
        key.add("regional");
        for (std::size_t i = 0; i < parts_.size(); ++i) {
            if (!counts(i, step)) continue;
            key.add(mask_keys_[i]).add(parts_[i].weight.at(step.u()));
            parts_[i].guider->digest(step, key);
        }
    }

    std::shared_ptr<const Guider> plain() const override {
        std::vector<Region> plain = parts_;
        for (Region& part : plain) part.guider = part.guider->plain();
        return make_regional(std::move(plain));
    }
    at::Tensor prepare(const at::Tensor& x, const StepInfo& step) const override { return parts_.front().guider->prepare(x, step); }
    const std::shared_ptr<const Denoiser>& model() const override { return parts_.front().guider->model(); }

  private:
    bool counts(std::size_t part, const StepInfo& step) const { return part == 0 || parts_[part].weight.at(step.u()) > 0; }

    // [1, 1, h, w] at the size of x.
    static at::Tensor weight(const Region& part, const Evaluation& evaluation) {
        const at::Tensor& x = evaluation.x;
        const double strength = part.weight.at(evaluation.step.u());
        if (!part.mask.defined()) return at::full({1, 1, x.size(2), x.size(3)}, strength, x.options().requires_grad(false));
        return at::adaptive_avg_pool2d(part.mask.to(x.device(), x.scalar_type()), {x.size(2), x.size(3)}) * strength;
    }

    static void add(at::Tensor& sum, const at::Tensor& part, const at::Tensor& share) {
        if (part.defined()) sum = sum.defined() ? sum + part * share : part * share;
    }

    std::vector<Region> parts_;
    std::vector<Key> mask_keys_;
};

}  // namespace

std::shared_ptr<const Guider> make_regional(std::vector<Region> parts) { return std::make_shared<Regional>(std::move(parts)); }

}  // namespace noiseloom
