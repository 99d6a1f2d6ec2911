#include <ATen/ATen.h>

#include "diffusion/guiders/lengths.h"
#include "diffusion/guiders/pair.h"

namespace noiseloom {
namespace {

class Apg final : public PairGuider {
  public:
    Apg(std::shared_ptr<const Denoiser> model, std::shared_ptr<const Conditioning> positive, std::shared_ptr<const Conditioning> negative, Curve scale,
        const ApgOptions& options)
        : PairGuider(std::move(model), std::move(positive), std::move(negative), std::move(scale)), options_(options) {}

  protected:
    Guided combine(const Evaluation& evaluation, const at::Tensor& c, const at::Tensor& u, double s, GuiderState& state) const override {
        at::Tensor d = c - u;
        if (options_.momentum != 0) {
            const Key name = memory();
            // Of a run that goes up in noise again nothing is remembered.
            const auto last = state.find(name);
            const bool falls = evaluation.step.to.sigma() <= evaluation.step.at.sigma();
            if (last != state.end() && falls) d = d + options_.momentum * last->second;
            state[name] = d;
        }
        d = no_longer_than(d, options_.longest);
        const at::Tensor unit = c / lengths_of(c), parallel = (d * unit).sum({1, 2, 3}, true) * unit;
        const at::Tensor direction = d - (1 - options_.parallel) * parallel;
        if (options_.from_negative) return {at::add(u, direction, s), u, c, {{"prompt", direction, s}}};
        return {at::add(c, direction, s - 1), u, c, {{"prompt", c - u, 1}, {"projected", direction, s - 1}}};
    }
    void digest_operator(KeyBuilder& key) const override {
        key.add("apg").add(options_.parallel).add(options_.longest).add(options_.momentum).add(options_.from_negative);
    }

  private:
    ApgOptions options_;
};

}  // namespace

std::shared_ptr<const Guider> make_apg(std::shared_ptr<const Denoiser> model, std::shared_ptr<const Conditioning> positive,
                                       std::shared_ptr<const Conditioning> negative, Curve scale, const ApgOptions& options) {
    return std::make_shared<Apg>(std::move(model), std::move(positive), std::move(negative), std::move(scale), options);
}

}  // namespace noiseloom
