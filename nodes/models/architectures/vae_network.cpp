#include "models/architectures/vae_network.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include <ATen/ATen.h>

#include "models/architectures/tiles.h"

namespace noiseloom {
namespace {

constexpr double norm_eps = 1e-6;

ResBlock residual(const Weights& weights, int in, int out, const VaeConfig& config) {
    return ResBlock(weights, in, out, /*embedding=*/0, config.norm_groups, norm_eps);
}

// Attention of one head over all pixels.
struct PixelAttention {
    GroupNorm norm;
    Attention attention;

    PixelAttention(const Weights& weights, int channels, const VaeConfig& config)
        : norm(weights / "group_norm", channels, config.norm_groups, norm_eps), attention(weights, channels, channels, /*heads=*/1, /*with_bias=*/true) {}

    at::Tensor operator()(const at::Tensor& h) const {
        const at::Tensor tokens = to_tokens(norm(h));
        return h + to_picture(attention(tokens, tokens), h);
    }
};

struct Middle {
    ResBlock first, second;
    std::optional<PixelAttention> attention;

    Middle(const Weights& weights, const VaeConfig& config) {
        const int channels = config.channels.back();
        first = residual(weights / "resnets" / 0, channels, channels, config);
        second = residual(weights / "resnets" / 1, channels, channels, config);
        if (config.mid_attention) attention.emplace(weights / "attentions" / 0, channels, config);
    }

    at::Tensor operator()(at::Tensor h, const Cancel& cancel) const {
        h = first(h, {});
        cancel.check();
        if (attention) h = (*attention)(h);
        return second(h, {});
    }
};

struct VaeLevel {
    std::vector<ResBlock> blocks;
    std::vector<PixelAttention> attentions;   // one behind each block, or none
    std::optional<Conv2d> sampler;

    void add(const Weights& weights, int j, int in, int out, bool attends, const VaeConfig& config) {
        blocks.push_back(residual(weights / "resnets" / j, in, out, config));
        if (attends) attentions.emplace_back(weights / "attentions" / j, out, config);
    }
    at::Tensor operator()(at::Tensor h, const Cancel& cancel) const {
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            cancel.check();
            h = blocks[i](h, {});
            if (!attentions.empty()) h = attentions[i](h);
        }
        return h;
    }
};

// Encoder and decoder end alike.
struct Ending {
    GroupNorm norm;
    Conv2d conv;
    Ending(const Weights& weights, int in, int out, const VaeConfig& config)
        : norm(weights / "conv_norm_out", in, config.norm_groups, norm_eps), conv(weights / "conv_out", in, out) {}
    at::Tensor operator()(const at::Tensor& h) const { return conv(swish(norm(h))); }
};

}  // namespace

struct VaeNetwork::Encoder {
    Conv2d conv_in;
    std::vector<VaeLevel> levels;
    Middle middle;
    Ending ending;
    std::optional<Conv2d> quant;

    Encoder(const Weights& whole, const VaeConfig& config)
        : conv_in(whole / "encoder" / "conv_in", config.in_channels, config.channels.front()),
          middle(whole / "encoder" / "mid_block", config),
          ending(whole / "encoder", config.channels.back(), config.moments * config.latent_channels, config) {
        int channels = config.channels.front();
        for (std::size_t i = 0; i < config.channels.size(); ++i) {
            const Weights weights = whole / "encoder" / "down_blocks" / static_cast<int>(i);
            VaeLevel level;
            for (int j = 0; j < config.layers; ++j) {
                level.add(weights, j, channels, config.channels[i], config.attends(i), config);
                channels = config.channels[i];
            }
            if (i + 1 < config.channels.size()) {
                level.sampler = Conv2d(weights / "downsamplers" / 0 / "conv", channels, channels, 3, 2);
                level.sampler->padding = 0;   // padded by hand: on the right and below only
            }
            levels.push_back(std::move(level));
        }
        if (config.quant_conv) quant = Conv2d(whole / "quant_conv", config.moments * config.latent_channels, config.moments * config.embed_channels, 1);
    }

    at::Tensor operator()(const at::Tensor& image, const Cancel& cancel) const {
        at::Tensor h = conv_in(image);
        for (const auto& level : levels) {
            h = level(h, cancel);
            if (level.sampler) h = (*level.sampler)(at::pad(h, {0, 1, 0, 1}));
        }
        h = ending(middle(h, cancel));
        return quant ? (*quant)(h) : h;
    }
};

struct VaeNetwork::Decoder {
    std::optional<Conv2d> quant;
    Conv2d conv_in;
    Middle middle;
    std::vector<VaeLevel> levels;
    Ending ending;

    Decoder(const Weights& whole, const VaeConfig& config)
        : conv_in(whole / "decoder" / "conv_in", config.latent_channels, config.channels.back()),
          middle(whole / "decoder" / "mid_block", config),
          ending(whole / "decoder", config.channels.front(), config.in_channels, config) {
        if (config.post_quant_conv) quant = Conv2d(whole / "post_quant_conv", config.embed_channels, config.latent_channels, 1);
        int channels = config.channels.back();
        for (std::size_t i = 0; i < config.channels.size(); ++i) {
            const Weights weights = whole / "decoder" / "up_blocks" / static_cast<int>(i);
            const std::size_t mirrored = config.channels.size() - 1 - i;
            VaeLevel level;
            for (int j = 0; j <= config.layers; ++j) {
                level.add(weights, j, channels, config.channels[mirrored], config.attends(mirrored), config);
                channels = config.channels[mirrored];
            }
            if (i + 1 < config.channels.size()) level.sampler = Conv2d(weights / "upsamplers" / 0 / "conv", channels, channels);
            levels.push_back(std::move(level));
        }
    }

    at::Tensor operator()(const at::Tensor& latent, const Cancel& cancel) const {
        at::Tensor h = middle(conv_in(quant ? (*quant)(latent) : latent), cancel);
        for (const auto& level : levels) {
            h = level(h, cancel);
            if (level.sampler) h = (*level.sampler)(at::upsample_nearest2d(h, {2 * h.size(2), 2 * h.size(3)}));
        }
        return ending(h);
    }
};

Placement VaeConfig::placed(Placement wanted) const {
    if (force_upcast && wanted.dtype == at::kHalf) wanted.dtype = at::kFloat;
    return wanted;
}

VaeNetwork::VaeNetwork(Weights weights, VaeConfig config, const MemoryLimits& limits)
    : config_(std::move(config)), placement_(config_.placed(weights.placement())), limits_(limits) {
    weights = Weights(weights.state(), placement_);
    bytes_ = weights.bytes();
    ResidentBudget budget(limits.weights);
    const auto add = [&](auto& stages, const char* part, const char* quant) {
        using Block = typename std::remove_reference_t<decltype(stages)>::value_type::Result;
        if (!weights.has(part)) return;
        stages.emplace_back(budget, (weights / part).bytes() + (weights / quant).bytes(), placement_,
                            [state = weights.state(), this](const Placement& placement) { return Block(Weights(state, placement), config_); });
    };
    add(decoder_, "decoder", "post_quant_conv");
    add(encoder_, "encoder", "quant_conv");
    trains_ = weights.trains();
}

VaeNetwork::~VaeNetwork() = default;

bool VaeNetwork::is_resident() const {
    const auto stays = [](const auto& stage) { return stage.is_resident(); };
    return std::all_of(decoder_.begin(), decoder_.end(), stays) && std::all_of(encoder_.begin(), encoder_.end(), stays);
}

// The widest moment of the decoder holds about three pictures of the first two levels' channels.
Tiling VaeNetwork::choose(const Tiling& wish, std::int64_t height, std::int64_t width) const {
    if (wish.tile > 0) return wish;
    constexpr std::size_t small = std::size_t{256} << 20;
    constexpr int smallest = 32;
    const auto pixel = 3 * static_cast<std::size_t>(config_.channels.front() + config_.channels[std::min<std::size_t>(1, config_.channels.size() - 1)]) *
                       at::elementSize(placement_.dtype) * static_cast<std::size_t>(config_.factor() * config_.factor());
    const auto whole = pixel * static_cast<std::size_t>(height * width);
    if (limits_.activations == unlimited_memory && whole <= small) return {static_cast<int>(std::max(height, width)), wish.overlap};
    const std::size_t free = limits_.activations == unlimited_memory ? free_memory(placement_.device) : limits_.activations;
    if (whole <= free) return {static_cast<int>(std::max(height, width)), wish.overlap};
    return {std::max(smallest, static_cast<int>(std::sqrt(static_cast<double>(free / pixel)))), wish.overlap};
}

at::Tensor VaeNetwork::encode(const at::Tensor& image, const Tiling& tiling, const Cancel& cancel) const {
    if (encoder_.empty())
        throw Failure({Code::bad_model, "This autoencoder has no encoder: it can turn latents into pictures only.",
                       "Choose a whole autoencoder to begin from a picture.", "", "", ""});
    return behind_torch_wall([&] {
        const int factor = config_.factor();
        const auto chosen = choose(tiling, image.size(2) / factor, image.size(3) / factor);
        const auto encoder = encoder_.front().get();
        return in_tiles(image, chosen.tile * factor, chosen.overlap * factor, 1, factor, [&](const at::Tensor& tile) {
            return run_forward(tile, trains_, [&] {
                return (*encoder)(enter(tile, placement_), cancel);
            });
        });
    });
}

at::Tensor VaeNetwork::decode(const at::Tensor& z, const Tiling& tiling, const Cancel& cancel) const {
    if (decoder_.empty())
        throw Failure({Code::bad_model, "This autoencoder has no decoder: it can turn pictures into latents only.",
                       "Choose a whole autoencoder to see the picture.", "", "", ""});
    return behind_torch_wall([&] {
        const int factor = config_.factor();
        const auto chosen = choose(tiling, z.size(2), z.size(3));
        const auto decoder = decoder_.front().get();
        return in_tiles(z, chosen.tile, chosen.overlap, factor, 1, [&](const at::Tensor& tile) {
            return run_forward(tile, trains_, [&] {
                return (*decoder)(enter(tile, placement_), cancel);
            });
        });
    });
}

}  // namespace noiseloom
