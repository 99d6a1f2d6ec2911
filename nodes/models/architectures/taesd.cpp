#include "models/architectures/taesd.h"

#include <ATen/ATen.h>

namespace noiseloom {
namespace {

constexpr double latent_magnitude = 3;   // latents are squashed to ±3 before decoding

// Channels and kernel are whatever the file has: only the rank is fixed.
Conv2d any_conv(const Weights& weights, const std::string& module) {
    const at::Tensor weight = weights.state().find(module + ".weight");
    if (!weight.defined() || weight.dim() != 4)
        throw Failure({Code::bad_model, weights.state().source() + ": this is not a tiny autoencoder; its layer '" + module + "' is no convolution.",
                       "The file may be incomplete or hold another kind of model.", "", "", ""});
    const bool with_bias = weights.state().contains(module + ".bias");
    return Conv2d(weights / module, weight.size(1), weight.size(0), static_cast<int>(weight.size(2)), 1, with_bias);
}

int last_number(const Weights& weights) {
    int last = -1;
    for (const auto& name : weights.state().names()) last = std::max(last, std::atoi(name.c_str()));
    return last;
}

}  // namespace

at::Tensor TinyAutoencoder::Block::operator()(const at::Tensor& x) const {
    const at::Tensor h = third(at::relu(second(at::relu(first(x)))));
    return at::relu(h + (skip.weight.defined() ? skip(x) : x));
}

std::vector<TinyAutoencoder::Layer> TinyAutoencoder::read(const Weights& weights, bool is_decoder) {
    std::vector<Layer> layers;
    const int last = std::min(last_number(weights), 1000);
    for (int i = 0; i <= last; ++i) {
        const Weights entry = weights / i;
        const std::string number = std::to_string(i);
        if (entry.has("conv")) {
            Block block{any_conv(weights, number + ".conv.0"), any_conv(weights, number + ".conv.2"), any_conv(weights, number + ".conv.4"), {}};
            if (entry.has("skip")) block.skip = any_conv(weights, number + ".skip");
            layers.emplace_back(std::in_place_type<Block>, std::move(block));
        } else if (weights.has(number)) {
            Conv2d conv = any_conv(weights, number);
            if (!is_decoder && !conv.bias.defined()) conv.stride = 2;
            layers.emplace_back(std::in_place_type<Conv2d>, std::move(conv));
        } else if (layers.size() == 1) {
            layers.emplace_back(std::in_place_type<Relu>);
        } else {
            layers.emplace_back(std::in_place_type<Doubling>);
        }
    }
    return layers;
}

TinyAutoencoder::TinyAutoencoder(const Weights& weights, const Key& identity)
    : placement_(weights.placement()),
      identity_(identity),
      bytes_(weights.bytes()),
      trains_(weights.trains()),
      encoder_(read(weights / "encoder" / "layers", false)),
      decoder_(read(weights / "decoder" / "layers", true)) {
    for (const auto& layer : decoder_)
        if (std::holds_alternative<Doubling>(layer)) factor_ *= 2;
    if (decoder_.empty())
        for (const auto& layer : encoder_)
            if (const auto* conv = std::get_if<Conv2d>(&layer); conv && conv->stride == 2) factor_ *= 2;
    const auto* conv = decoder_.empty() ? (encoder_.empty() ? nullptr : std::get_if<Conv2d>(&encoder_.back())) : std::get_if<Conv2d>(&decoder_.front());
    if (!conv)
        throw Failure({Code::bad_model, weights.state().source() + ": this is not a tiny autoencoder.", "Choose another file.", "", "", ""});
    channels_ = static_cast<int>(decoder_.empty() ? conv->weight.size(0) : conv->weight.size(1));
}

at::Tensor TinyAutoencoder::run(const std::vector<Layer>& layers, at::Tensor x, const Cancel& cancel) const {
    x = enter(x, placement_);
    for (const auto& layer : layers) {
        cancel.check();
        if (const auto* conv = std::get_if<Conv2d>(&layer)) x = (*conv)(x);
        else if (const auto* block = std::get_if<Block>(&layer)) x = (*block)(x);
        else if (std::holds_alternative<Relu>(layer)) x = at::relu(x);
        else x = at::upsample_nearest2d(x, {2 * x.size(2), 2 * x.size(3)});
    }
    return x;
}

Moments TinyAutoencoder::encode(const at::Tensor& image, const Cancel& cancel) const {
    if (encoder_.empty())
        throw Failure({Code::bad_model, "This tiny autoencoder has no encoder: it can turn latents into pictures only.",
                       "Choose a whole autoencoder to begin from a picture.", "", "", ""});
    return behind_torch_wall([&] {
        return Moments{run_forward(image, trains_, [&] { return run(encoder_, image * 0.5 + 0.5, cancel); }), {}};
    });
}

at::Tensor TinyAutoencoder::decode(const at::Tensor& latent, const Cancel& cancel) const {
    if (decoder_.empty())
        throw Failure({Code::bad_model, "This tiny autoencoder has no decoder: it can turn pictures into latents only.",
                       "Choose a whole autoencoder to see the picture.", "", "", ""});
    return behind_torch_wall([&] {
        // tanh in double: its float32 form differs between processors by a bit, which the decoder amplifies.
        return run_forward(latent, trains_, [&] {
            const at::Tensor squashed = at::tanh((latent / latent_magnitude).to(at::kDouble)).to(at::kFloat) * latent_magnitude;
            return run(decoder_, squashed, cancel) * 2 - 1;
        });
    });
}

}  // namespace noiseloom
