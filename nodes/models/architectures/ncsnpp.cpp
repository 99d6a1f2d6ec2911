#include "models/architectures/ncsnpp.h"

#include <cmath>
#include <numbers>

#include <ATen/ATen.h>

#include "diffusion/inner_network.h"
#include "models/architectures/ncsnpp_layers.h"

namespace noiseloom {

// Everything in the order of the file's list, which is that of running.
struct Ncsnpp::Layers {
    struct Layer {
        NcsnppBlock block;
        std::optional<NcsnppAttention> attention;
    };
    struct Down {
        std::vector<Layer> layers;
        std::optional<NcsnppBlock> half;   // BigGAN's; else half_conv
        std::optional<Conv2d> half_conv;
        std::optional<Conv2d> shown;       // input_skip: the halved picture's channels to the level's; residual: halves the picture so far
    };
    struct Picture {   // output_skip
        GroupNorm norm;
        Conv2d conv;
    };
    struct Up {
        std::vector<NcsnppBlock> blocks;
        std::optional<NcsnppAttention> attention;
        std::optional<Picture> picture;
        std::optional<NcsnppBlock> twice;   // BigGAN's; else twice_conv
        std::optional<Conv2d> twice_conv;
    };
    NcsnppResampler resampler;
    at::Tensor waves;   // [width]: frequencies of the Fourier features; undefined: positional
    Linear time1, time2;
    Conv2d enter;
    std::vector<Down> down;
    std::vector<NcsnppBlock> middle;
    std::optional<NcsnppAttention> middle_attention;
    std::vector<Up> up;   // from the smallest level up
    std::optional<Picture> leave;

    Layers(const Weights& weights, const NcsnppConfig& config) : resampler(config, weights.placement()) {
        int number = 0;
        const auto next = [&] { return weights / "all_modules" / number++; };
        const auto picture = [&](int channels) {
            const Weights norm = next(), conv = next();
            return Picture{ncsnpp_norm(norm, channels), Conv2d(conv, channels, config.channels)};
        };
        const int width = config.width;
        if (config.fourier) waves = next().take("W", {width}).to(at::kFloat);
        time1 = Linear(next(), config.fourier ? 2 * width : width, 4 * width);
        time2 = Linear(next(), 4 * width, 4 * width);
        enter = Conv2d(next(), config.channels, width);

        int channels = width, picture_channels = config.channels;
        std::vector<int> skips{channels};
        for (std::size_t i = 0; i < config.levels.size(); ++i) {
            const auto& level = config.levels[i];
            Down& made = down.emplace_back();
            for (int j = 0; j < config.blocks; ++j) {
                made.layers.push_back({NcsnppBlock(next(), channels, level.channels, config), {}});
                channels = level.channels;
                if (level.attention) made.layers.back().attention.emplace(next(), channels, config);
                skips.push_back(channels);
            }
            if (i + 1 == config.levels.size()) break;
            if (config.biggan) made.half.emplace(next(), channels, channels, config, Resample::down);
            else made.half_conv = halving(next(), channels, channels, config);
            if (config.input == NcsnppConfig::Input::skip) made.shown.emplace(next() / "Conv_0", picture_channels, channels, 1);
            if (config.input == NcsnppConfig::Input::residual) {
                made.shown = halving(next(), picture_channels, channels, config);
                picture_channels = channels;
            }
            skips.push_back(channels);
        }
        middle.emplace_back(next(), channels, channels, config);
        middle_attention.emplace(next(), channels, config);
        middle.emplace_back(next(), channels, channels, config);
        for (std::size_t i = config.levels.size(); i-- > 0;) {
            const auto& level = config.levels[i];
            Up& made = up.emplace_back();
            for (int j = 0; j <= config.blocks; ++j) {
                made.blocks.emplace_back(next(), channels + skips.back(), level.channels, config);
                skips.pop_back();
                channels = level.channels;
            }
            if (level.attention) made.attention.emplace(next(), channels, config);
            if (config.output_skip) made.picture = picture(channels);
            if (i == 0) break;
            if (config.biggan) made.twice.emplace(next(), channels, channels, config, Resample::up);
            else made.twice_conv.emplace(next() / "Conv_0", channels, channels);
        }
        if (!config.output_skip) leave = picture(channels);
    }

    static Conv2d halving(const Weights& weights, int in, int out, const NcsnppConfig& config) {
        Conv2d conv(weights / (config.fir ? "Conv2d_0" : "Conv_0"), in, out, 3, 2);
        conv.padding = 0;   // see halved()
        return conv;
    }
};

Ncsnpp::Ncsnpp(const Weights& weights, NcsnppConfig config, const Key& identity, const MemoryLimits& limits)
    : TrainableNetwork(weights, identity, limits), config_(std::move(config)), layers_(std::make_shared<const Layers>(weights, config_)) {
    (void)weights.state().take_if("sigmas");   // a table of the noise that the configuration says
    trains_ = weights.trains();
}

Ncsnpp::~Ncsnpp() = default;

std::shared_ptr<const TrainableNetwork> Ncsnpp::with_weights(const Weights& weights, const Key& identity) const {
    return std::make_shared<Ncsnpp>(weights, config_, identity, limits_for(weights));
}

NetworkShape Ncsnpp::shape() const { return {config_.channels, config_.channels, config_.channels, 0, 0, {}}; }

at::Tensor Ncsnpp::embedding(const at::Tensor& labels) const {
    const auto& net = *layers_;
    at::Tensor features;
    if (config_.fourier) {
        const at::Tensor angles = labels.log().unsqueeze(1) * net.waves.unsqueeze(0) * (2 * std::numbers::pi);
        features = at::cat({angles.sin(), angles.cos()}, 1);
    } else {
        features = sinusoid(labels, config_.width, /*cos_first=*/false, /*freq_shift=*/1);
    }
    return swish(net.time2(swish(net.time1(features.to(placement_.dtype)))));
}

at::Tensor Ncsnpp::forward(const Rows& rows, const Cancel& cancel) const {
    const auto& net = *layers_;
    const auto& resampler = net.resampler;
    const double rescale = config_.skip_rescale ? std::sqrt(0.5) : 1;
    const auto halved = [&](const Conv2d& conv, const at::Tensor& x) { return conv(config_.fir ? resampler.blurred_for_stride(x) : at::pad(x, {0, 1, 0, 1})); };

    // What the process says of the steps, in double: σ of VE covers five decades.
    std::vector<double> norms, labels, sigmas;
    const at::Tensor t = rows.t.cpu();
    for (std::int64_t i = 0; i < t.size(0); ++i) {
        const double step = t[i].item<double>();
        const Sde::Marginal at = config_.noise.sde.marginal(step / Sde::time_scale);
        norms.push_back(std::hypot(at.a, at.s));
        labels.push_back(config_.noise.label(step));
        sigmas.push_back(at.s / config_.noise.unit);
    }
    const auto column = [&](const std::vector<double>& values) { return at::tensor(values, at::kDouble).to(rows.x.device(), at::kFloat); };
    const at::Tensor embedded = embedding(column(labels));
    at::Tensor shown = (rows.x * column(norms).view({-1, 1, 1, 1})).to(placement_.dtype);

    std::vector<at::Tensor> skips{net.enter(shown)};
    for (const auto& level : net.down) {
        for (const auto& layer : level.layers) {
            cancel.check();
            at::Tensor h = layer.block(skips.back(), embedded, resampler);
            skips.push_back(layer.attention ? (*layer.attention)(h) : h);
        }
        if (&level == &net.down.back()) break;
        at::Tensor h = level.half ? (*level.half)(skips.back(), embedded, resampler) : halved(*level.half_conv, skips.back());
        if (config_.input == NcsnppConfig::Input::skip) {
            shown = resampler.half(shown);
            h = (*level.shown)(shown) + h;
        } else if (config_.input == NcsnppConfig::Input::residual) {
            h = shown = (halved(*level.shown, shown) + h) * rescale;
        }
        skips.push_back(h);
    }
    at::Tensor h = net.middle[0](skips.back(), embedded, resampler);
    h = net.middle[1]((*net.middle_attention)(h), embedded, resampler);
    at::Tensor picture;
    const auto painted = [&](const Layers::Picture& out) { return out.conv(swish(out.norm(h))); };
    for (const auto& level : net.up) {
        for (const auto& block : level.blocks) {
            cancel.check();
            h = block(at::cat({h, skips.back()}, 1), embedded, resampler);
            skips.pop_back();
        }
        if (level.attention) h = (*level.attention)(h);
        if (level.picture) picture = picture.defined() ? resampler.twice(picture) + painted(*level.picture) : painted(*level.picture);
        if (level.twice) h = (*level.twice)(h, embedded, resampler);
        if (level.twice_conv) h = (*level.twice_conv)(at::upsample_nearest2d(h, {2 * h.size(2), 2 * h.size(3)}));
    }
    if (net.leave) picture = painted(*net.leave);
    if (!config_.noise.is_ve()) return picture;   // ε
    return config_.scale_by_sigma ? -picture : picture * -column(sigmas).view({-1, 1, 1, 1});   // -σ·score
}

std::vector<at::Tensor> Ncsnpp::predict(const at::Tensor& x, double t, std::span<const Conditioning* const> conditionings, const Cancel& cancel) const {
    constexpr std::size_t in_blocks = 16;
    return predict_plain(x, t, conditionings, std::int64_t{1} << (config_.levels.size() - 1), in_blocks * static_cast<std::size_t>(config_.levels.front().channels), cancel);
}

std::optional<Sde> process_of(const Denoiser& model) {
    const auto* network = dynamic_cast<const Ncsnpp*>(network_of(model).get());
    return network ? std::optional(network->config().noise.sde) : std::nullopt;
}

}  // namespace noiseloom
