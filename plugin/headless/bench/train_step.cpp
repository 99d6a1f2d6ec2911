#include "headless/bench/train_step.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include "core/atomic_file.h"
#include "training/autocast.h"
#include "training/initial.h"

namespace noiseloom {
namespace {

constexpr std::size_t largest_config = 1 << 20;
constexpr std::int64_t tokens = 32, side = 16;   // of the embedded pack

}  // namespace

TrainStep::TrainStep(const std::filesystem::path& unet, const Placement& placement, at::ScalarType dtype, std::int64_t batch) : dtype_(dtype) {
    const Json json = parse_json(read_file(unet / "config.json", largest_config).or_throw(), {}, Code::bad_model).or_throw();
    const UnetConfig config = UnetConfig::from_json(json).or_throw();
    StateDict state;
    const StateDict given = load_state_dict(unet).or_throw();
    Placement trained{placement.device, at::kFloat, /*channels_last=*/true};
    for (const auto& name : given.names()) state.put(name, as_leaf(given.find(name), placement.device));
    unet_ = std::make_unique<Unet>(Weights(state, trained), config, Key{});
    parameters_ = Parameters::of(state);
    optimizer_ = std::make_unique<AdamW>(parameters_, AdamWSettings{});
    average_ = std::make_unique<Ema>(parameters_, 0.999);
    rows_.x = enter(at::randn({batch, config.in_channels, side, side}), trained);
    rows_.t = at::randint(0, 1000, {batch}).to(placement.device, at::kFloat);
    rows_.context = at::randn({batch, tokens, config.context_width}).to(placement.device);
    if (config.added_width > 0) throw Failure({Code::bad_model, "The part 'train' knows no models with added embeddings.", "", "", "", ""});
    target_ = at::randn({batch, config.out_channels, side, side}).to(placement.device);
}

void TrainStep::operator()() {
    const c10::AutoGradMode recorded(true);
    at::Tensor loss;
    {
        const Autocast lower(rows_.x.device().type(), dtype_);
        loss = (unet_->forward(rows_, {}).to(at::kFloat) - target_).square().mean();
    }
    parameters_.clear_gradients();
    loss.backward();
    const auto gradients = parameters_.gradients();
    clip_gradients(gradients, 1);
    optimizer_->step(gradients, 1e-3);
    average_->update(parameters_, ++step_);
}

}  // namespace noiseloom
