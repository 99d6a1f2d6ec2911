#include "models/architectures/ncsnpp_layers.h"

#include <cmath>

#include <ATen/ATen.h>

namespace noiseloom {
namespace {

double rescale_of(const NcsnppConfig& config) { return config.skip_rescale ? std::sqrt(0.5) : 1; }

at::Tensor sum(const at::Tensor& x, const at::Tensor& h, double rescale) { return rescale == 1 ? x + h : (x + h).mul_(rescale); }

}  // namespace

// --- resampling -----------------------------------------------------------------------------------

NcsnppResampler::NcsnppResampler(const NcsnppConfig& config, const Placement& placement) {
    if (!config.fir) return;
    const at::Tensor line = at::tensor(at::ArrayRef<double>(config.fir_kernel), at::kDouble);
    const at::Tensor square = at::outer(line, line);
    kernel_ = (square / square.sum()).flip({0, 1}).view({1, 1, 4, 4}).to(placement.device, placement.dtype);
}

at::Tensor NcsnppResampler::half(const at::Tensor& x) const {
    if (!kernel_.defined()) return at::avg_pool2d(x, 2);
    return at::conv2d(x, kernel_.expand({x.size(1), -1, -1, -1}), {}, 2, 1, 1, x.size(1));
}

at::Tensor NcsnppResampler::twice(const at::Tensor& x) const {
    if (!kernel_.defined()) return at::upsample_nearest2d(x, {2 * x.size(2), 2 * x.size(3)});
    // Zeros between the pixels, then the filter: four times as strong, since only a quarter of the pixels says something.
    const at::Tensor kernel = (4 * kernel_.flip({2, 3})).expand({x.size(1), -1, -1, -1});
    return at::conv_transpose2d(x, kernel, {}, 2, 1, 0, x.size(1));
}

at::Tensor NcsnppResampler::blurred_for_stride(const at::Tensor& x) const {
    return at::conv2d(x, kernel_.expand({x.size(1), -1, -1, -1}), {}, 1, 2, 1, x.size(1));
}

// --- layers ---------------------------------------------------------------------------------------

Linear network_in_network(const Weights& weights, std::int64_t in, std::int64_t out) {
    Linear layer;
    layer.weight = weights.take("W", {in, out}).t();
    layer.bias = weights.take("b", {out});
    return layer;
}

GroupNorm ncsnpp_norm(const Weights& weights, std::int64_t channels) {
    constexpr std::int64_t most_groups = 32, group = 4;
    return GroupNorm(weights, channels, static_cast<int>(std::min(channels / group, most_groups)), 1e-6);
}

NcsnppBlock::NcsnppBlock(const Weights& weights, int in, int out, const NcsnppConfig& config, Resample way)
    : norm1(ncsnpp_norm(weights / "GroupNorm_0", in)),
      norm2(ncsnpp_norm(weights / "GroupNorm_1", out)),
      conv1(weights / "Conv_0", in, out),
      conv2(weights / "Conv_1", out, out),
      embed(weights / "Dense_0", 4 * config.width, out),
      resample(way),
      rescale(rescale_of(config)) {
    if (config.biggan && (in != out || way != Resample::none)) shortcut_conv = Conv2d(weights / "Conv_2", in, out, 1);
    if (!config.biggan && in != out) shortcut = network_in_network(weights / "NIN_0", in, out);
}

at::Tensor NcsnppBlock::operator()(const at::Tensor& x, const at::Tensor& embedding, const NcsnppResampler& resampler) const {
    const auto resampled = [&](const at::Tensor& picture) {
        return resample == Resample::none ? picture : resample == Resample::up ? resampler.twice(picture) : resampler.half(picture);
    };
    at::Tensor h = conv1(resampled(swish(norm1(x))));
    h = conv2(swish(norm2(h + embed(embedding).unsqueeze(2).unsqueeze(3))));
    at::Tensor same = resampled(x);
    if (shortcut_conv.weight.defined()) same = shortcut_conv(same);
    if (shortcut.weight.defined()) same = to_picture(shortcut(to_tokens(same)), same);
    return sum(same, h, rescale);
}

NcsnppAttention::NcsnppAttention(const Weights& weights, int channels, const NcsnppConfig& config)
    : norm(ncsnpp_norm(weights / "GroupNorm_0", channels)), rescale(rescale_of(config)) {
    attention.to_q = network_in_network(weights / "NIN_0", channels, channels);
    attention.to_k = network_in_network(weights / "NIN_1", channels, channels);
    attention.to_v = network_in_network(weights / "NIN_2", channels, channels);
    attention.to_out = network_in_network(weights / "NIN_3", channels, channels);
}

at::Tensor NcsnppAttention::operator()(const at::Tensor& x) const {
    const at::Tensor tokens = to_tokens(norm(x));
    return sum(x, to_picture(attention(tokens, tokens), x), rescale);
}

}  // namespace noiseloom
