#include "diffusion/denoiser.h"

#include <ATen/ATen.h>

#include "diffusion/inner_network.h"
#include "diffusion/prediction.h"

namespace noiseloom {
namespace {

class NetworkDenoiser final : public Denoiser {
  public:
    NetworkDenoiser(std::shared_ptr<const Network> network, NoiseSchedule schedule, Prediction prediction, LatentFormat format)
        : network_(std::move(network)), schedule_(std::move(schedule)), prediction_(prediction), format_(format) {
        identity_ = KeyBuilder("denoiser").add(network_->identity()).add(schedule_.identity()).add(static_cast<int>(prediction_)).key();
    }

    std::vector<Estimate> denoise(const at::Tensor& x, const Level& at, std::span<const Conditioning* const> conditionings,
                                  const Cancel& cancel) const override {
        cancel.check();
        // The network was trained on VP coordinates: x/norm is c_in·x of EDM's preconditioning.
        const double norm = at.norm();
        std::vector<Estimate> estimates;
        const std::int64_t channels = x.size(1);
        const Network::Watched watched = network_->predict_watched(norm == 1 ? x : x.mul(1 / norm), at.t, conditionings, cancel);
        for (const at::Tensor& output : watched.outputs) {
            const bool learns_variance = output.size(1) == 2 * channels;
            estimates.push_back({x0_from(prediction_, learns_variance ? output.narrow(1, 0, channels) : output, x, at),
                                 learns_variance ? output.narrow(1, channels, channels) : at::Tensor()});
        }
        for (std::size_t i = 0; i < watched.attention.size(); ++i) estimates[i].attention = watched.attention[i];
        return estimates;
    }

    const NoiseSchedule& schedule() const override { return schedule_; }
    Prediction prediction() const override { return prediction_; }
    LatentFormat format() const override { return format_; }
    std::vector<std::string> class_names() const override { return network_->class_names(); }
    std::vector<AttentionLayer> attention_layers() const override { return network_->attention_layers(); }
    Key identity() const override { return identity_; }
    std::size_t bytes() const override { return network_->bytes(); }
    std::string device() const override { return network_->device(); }
    const std::shared_ptr<const Network>& network() const { return network_; }

  private:
    std::shared_ptr<const Network> network_;
    NoiseSchedule schedule_;
    Prediction prediction_;
    LatentFormat format_;
    Key identity_;
};

}  // namespace

std::shared_ptr<const Network> network_of(const Denoiser& model) {
    const auto* made = dynamic_cast<const NetworkDenoiser*>(&model);
    return made ? made->network() : nullptr;
}

std::shared_ptr<const Denoiser> make_denoiser(std::shared_ptr<const Network> network, NoiseSchedule schedule, Prediction prediction,
                                              LatentFormat format) {
    return std::make_shared<NetworkDenoiser>(std::move(network), std::move(schedule), prediction, format);
}

}  // namespace noiseloom
