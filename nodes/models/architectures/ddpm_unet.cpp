#include "models/architectures/ddpm_unet.h"

#include <optional>

#include <ATen/ATen.h>

#include "models/architectures/config.h"

namespace noiseloom {
namespace {

constexpr int norm_groups = 32;
constexpr double norm_eps = 1e-6;

ResBlock residual(const Weights& weights, int in, int out, int embedding) {
    ResBlock block;
    block.norm1 = GroupNorm(weights / "norm1", in, norm_groups, norm_eps);
    block.conv1 = Conv2d(weights / "conv1", in, out);
    block.time = Linear(weights / "temb_proj", embedding, out);
    block.norm2 = GroupNorm(weights / "norm2", out, norm_groups, norm_eps);
    block.conv2 = Conv2d(weights / "conv2", out, out);
    if (in != out) block.shortcut = Conv2d(weights / "nin_shortcut", in, out, 1);
    return block;
}

// Self-attention over all pixels with one head; its linear maps are 1x1 convolutions in the files.
struct PixelAttention {
    GroupNorm norm;
    Attention attention;

    PixelAttention(const Weights& weights, int channels) : norm(weights / "norm", channels, norm_groups, norm_eps) {
        const auto linear = [&](const char* name) { return pointwise(weights / name, channels, channels, 2); };
        attention.to_q = linear("q");
        attention.to_k = linear("k");
        attention.to_v = linear("v");
        attention.to_out = linear("proj_out");
    }

    at::Tensor operator()(const at::Tensor& h) const {
        const at::Tensor tokens = to_tokens(norm(h));
        return h + to_picture(attention(tokens, tokens), h);
    }
};

struct Layer {
    ResBlock block;
    std::optional<PixelAttention> attention;

    at::Tensor operator()(const at::Tensor& h, const at::Tensor& embedding) const {
        const at::Tensor made = block(h, embedding);
        return attention ? (*attention)(made) : made;
    }
};

}  // namespace

struct DdpmUnet::Layers {
    struct Level {
        std::vector<Layer> layers;
        std::optional<Conv2d> sampler;   // after the layers, with a convolution
    };
    Linear time1, time2;
    Conv2d conv_in, conv_out;
    std::vector<Level> down, up;   // both from the full resolution down
    ResBlock middle1, middle2;
    PixelAttention middle_attention;
    GroupNorm norm_out;

    Layers(const Weights& weights, const DdpmUnetConfig& config)
        : time1(weights / "temb" / "dense" / 0, config.width, 4 * config.width),
          time2(weights / "temb" / "dense" / 1, 4 * config.width, 4 * config.width),
          conv_in(weights / "conv_in", config.in_channels, config.width),
          conv_out(weights / "conv_out", config.levels.front().channels, config.out_channels),
          middle_attention(weights / "mid" / "attn_1", config.levels.back().channels),
          norm_out(weights / "norm_out", config.levels.front().channels, norm_groups, norm_eps) {
        const int embedding = 4 * config.width, count = static_cast<int>(config.levels.size());
        const auto layer = [&](const Weights& level, int number, const DdpmLevel& shape, int in) {
            Layer made{residual(level / "block" / number, in, shape.channels, embedding), {}};
            if (shape.attention) made.attention.emplace(level / "attn" / number, shape.channels);
            return made;
        };
        int channels = config.width;
        std::vector<int> skips{channels};
        for (int i = 0; i < count; ++i) {
            const auto& shape = config.levels[static_cast<std::size_t>(i)];
            const Weights level = weights / "down" / i;
            down.emplace_back();
            for (int j = 0; j < config.layers; ++j) {
                down.back().layers.push_back(layer(level, j, shape, channels));
                skips.push_back(channels = shape.channels);
            }
            if (i == count - 1) break;
            if (config.conv_sampling) {
                down.back().sampler = Conv2d(level / "downsample" / "conv", channels, channels, 3, 2);
                down.back().sampler->padding = 0;   // padded by hand: on the right and below only
            }
            skips.push_back(channels);
        }
        middle1 = residual(weights / "mid" / "block_1", channels, channels, embedding);
        middle2 = residual(weights / "mid" / "block_2", channels, channels, embedding);
        up.resize(static_cast<std::size_t>(count));
        for (int i = count - 1; i >= 0; --i) {
            const auto& shape = config.levels[static_cast<std::size_t>(i)];
            const Weights level = weights / "up" / i;
            Level& made = up[static_cast<std::size_t>(i)];
            for (int j = 0; j <= config.layers; ++j) {
                made.layers.push_back(layer(level, j, shape, channels + skips.back()));
                skips.pop_back();
                channels = shape.channels;
            }
            if (i > 0 && config.conv_sampling) made.sampler = Conv2d(level / "upsample" / "conv", channels, channels);
        }
    }
};

Result<DdpmUnetConfig> DdpmUnetConfig::from_json(const Json& json) {
    const ConfigReader reader("The DDPM network's configuration", json);
    DdpmUnetConfig config;
    int size = 0;
    NL_TRY(config.width, reader.channels("ch", 128));
    NL_TRY(config.in_channels, reader.channels("in_channels", 3));
    NL_TRY(config.out_channels, reader.channels("out_ch", 3));
    NL_TRY(config.layers, reader.layers("num_res_blocks", 2));
    NL_TRY(size, reader.number("image_size", 256, 1));
    config.conv_sampling = reader.flag("resamp_with_conv", true);
    NL_TRY(config.levels, read_ddpm_levels(reader, config.width, size));
    if (config.width % norm_groups != 0) return reader.error("'ch' is no multiple of 32, the number of norm groups");
    if (config.in_channels > 4096 || config.width > 65536 || config.layers > 64) return reader.error("it describes a network that is too large");
    return config;
}

DdpmUnet::DdpmUnet(const Weights& weights, DdpmUnetConfig config, const Key& identity, const MemoryLimits& limits)
    : TrainableNetwork(weights, identity, limits),
      config_(std::move(config)),
      layers_(std::make_shared<const Layers>(weights, config_)) {
    trains_ = weights.trains();
}

DdpmUnet::~DdpmUnet() = default;

std::shared_ptr<const TrainableNetwork> DdpmUnet::with_weights(const Weights& weights, const Key& identity) const {
    return std::make_shared<DdpmUnet>(weights, config_, identity, limits_for(weights));
}

NetworkShape DdpmUnet::shape() const { return {config_.in_channels, config_.in_channels, config_.out_channels, 0, 0, {}}; }

at::Tensor DdpmUnet::forward(const Rows& rows, const Cancel& cancel) const {
    const auto& net = *layers_;
    const at::Tensor waves = sinusoid(rows.t, config_.width, /*cos_first=*/false, /*freq_shift=*/1);
    const at::Tensor embedding = swish(net.time2(swish(net.time1(waves.to(placement_.dtype)))));
    std::vector<at::Tensor> skips{net.conv_in(rows.x)};
    for (const auto& level : net.down) {
        for (const auto& layer : level.layers) {
            cancel.check();
            skips.push_back(layer(skips.back(), embedding));
        }
        if (&level == &net.down.back()) break;
        skips.push_back(level.sampler ? (*level.sampler)(at::pad(skips.back(), {0, 1, 0, 1})) : at::avg_pool2d(skips.back(), 2));
    }
    at::Tensor h = net.middle1(skips.back(), embedding);
    h = net.middle2(net.middle_attention(h), embedding);
    for (std::size_t i = net.up.size(); i-- > 0;) {
        for (const auto& layer : net.up[i].layers) {
            cancel.check();
            h = layer(at::cat({h, skips.back()}, 1), embedding);
            skips.pop_back();
        }
        if (i == 0) break;
        h = at::upsample_nearest2d(h, {2 * h.size(2), 2 * h.size(3)});
        if (net.up[i].sampler) h = (*net.up[i].sampler)(h);
    }
    return net.conv_out(swish(net.norm_out(h)));
}

std::vector<at::Tensor> DdpmUnet::predict(const at::Tensor& x, double t, std::span<const Conditioning* const> conditionings,
                                          const Cancel& cancel) const {
    constexpr std::size_t in_blocks = 16;
    return predict_plain(x, t, conditionings, std::int64_t{1} << (config_.levels.size() - 1), in_blocks * static_cast<std::size_t>(config_.levels.front().channels), cancel);
}

}  // namespace noiseloom
