#include "models/architectures/adm_layers.h"

#include <ATen/ATen.h>

namespace noiseloom {
namespace {

GroupNorm norm_of(const Weights& weights, int channels) { return GroupNorm(weights, channels, adm_norm_groups, adm_norm_eps); }

}  // namespace

at::Tensor resampled(const at::Tensor& x, Resample resample, at::IntArrayRef next) {
    switch (resample) {
        case Resample::none: return x;
        case Resample::down: return at::avg_pool2d(x, 2);
        case Resample::up: break;
    }
    return at::upsample_nearest2d(x, next);
}

// --- residual blocks ------------------------------------------------------------------------------

AdmResBlock::AdmResBlock(const Weights& weights, int in, int out, int embedding, bool with_scale, Resample way)
    : norm1(norm_of(weights / "in_layers" / 0, in)),
      norm2(norm_of(weights / "out_layers" / 0, out)),
      conv1(weights / "in_layers" / 2, in, out),
      conv2(weights / "out_layers" / 3, out, out),
      embed(weights / "emb_layers" / 1, embedding, with_scale ? 2 * out : out),
      scale_shift(with_scale),
      resample(way) {
    if (in != out) shortcut = Conv2d(weights / "skip_connection", in, out, 1);
}

at::Tensor AdmResBlock::operator()(const at::Tensor& x, const at::Tensor& embedding, at::IntArrayRef next) const {
    at::Tensor h = conv1(resampled(swish(norm1(x)), resample, next));
    const at::Tensor shift = embed(embedding).unsqueeze(2).unsqueeze(3);   // [N or 1, C or 2C, 1, 1]
    if (scale_shift) {
        const auto halves = shift.chunk(2, 1);
        h = at::addcmul(halves[1], norm2(h), 1 + halves[0]);
    } else {
        h = norm2(h.add_(shift));
    }
    h = conv2(swish(h));
    const at::Tensor same = resampled(x, resample, next);
    return h.add_(shortcut.weight.defined() ? shortcut(same) : same);
}

// --- attention ------------------------------------------------------------------------------------

AdmAttention::AdmAttention(const Weights& weights, int channels, int head_count, bool order)
    : norm(norm_of(weights / "norm", channels)),
      qkv(pointwise(weights / "qkv", channels, 3 * channels, 1)),
      project(pointwise(weights / "proj_out", channels, channels, 1)),
      heads(head_count),
      new_order(order) {}

at::Tensor AdmAttention::operator()(const at::Tensor& x, const AttentionRows& rows, const AttentionLayer& layer) const {
    const at::Tensor all = qkv(to_tokens(norm(x)));   // [N, positions, 3·C]
    const std::int64_t width = x.size(1) / heads;
    const auto part = [&](std::int64_t i) {
        if (new_order) return all.narrow(2, i * x.size(1), x.size(1));
        return all.unflatten(2, {heads, 3, width}).select(3, i).flatten(2);
    };
    return to_picture(project(attend(part(0), part(1), part(2), heads, {rows, layer, x.size(2), x.size(3)})), x) + x;
}

// --- layers ---------------------------------------------------------------------------------------

AdmLayer::AdmLayer(const Weights& weights, const AdmLayerPlan& plan, const AdmConfig& config)
    : attention_layer_(plan.attention), resample_(plan.resample) {
    const int embedding = config.embedding_width();
    int next = 0;
    if (plan.in > 0) residual_.emplace(weights / next++, plan.in, plan.out, embedding, config.scale_shift);
    if (plan.has_attention) attention_.emplace(weights / next++, plan.out, config.heads_of(plan.out, plan.is_up), config.new_attention_order);
    if (plan.has_second) second_.emplace(weights / next, plan.out, plan.out, embedding, config.scale_shift);
    if (resample_ == Resample::none) return;
    if (config.resamples_in_blocks) {
        second_.emplace(weights / next, plan.out, plan.out, embedding, config.scale_shift, resample_);
        resample_ = Resample::none;
    } else if (config.resamples_by_convolution) {
        const bool is_down = resample_ == Resample::down;
        conv_.emplace(weights / next / (is_down ? "op" : "conv"), plan.out, plan.out, 3, is_down ? 2 : 1);
        if (is_down) resample_ = Resample::none;   // its stride does it
    }
}

at::Tensor AdmLayer::operator()(at::Tensor h, const at::Tensor& embedding, const AttentionRows& rows, at::IntArrayRef next) const {
    if (residual_) h = (*residual_)(h, embedding);
    if (attention_) h = (*attention_)(h, rows, attention_layer_);
    if (second_) h = (*second_)(h, embedding, next);
    h = resampled(h, resample_, next);
    return conv_ ? (*conv_)(h) : h;
}

std::vector<AdmLayerPlan> adm_way_down(const AdmConfig& config) {
    std::vector<AdmLayerPlan> plans;
    int channels = config.level_channels.front(), number = 0, rate = 1;
    const auto block = [&] { return "input_blocks." + std::to_string(++number); };
    for (std::size_t level = 0; level < config.level_channels.size(); ++level) {
        for (int i = 0; i < config.res_blocks; ++i) {
            const int out = config.level_channels[level];
            plans.push_back({block(), channels, out, config.has_attention(rate), false, false, Resample::none});
            plans.back().attention = {"down." + std::to_string(level) + "." + std::to_string(i), "input." + std::to_string(number) + ".1"};
            channels = out;
        }
        if (level + 1 == config.level_channels.size()) break;
        plans.push_back({block(), 0, channels, false, false, false, Resample::down});
        rate *= 2;
    }
    plans.push_back({"middle_block", channels, channels, true, false, true, Resample::none, {"mid.0", "mid.1"}});
    return plans;
}

AdmTimeEmbedding::AdmTimeEmbedding(const Weights& weights, const AdmConfig& config)
    : first(weights / "time_embed" / 0, config.model_channels, config.embedding_width()),
      second(weights / "time_embed" / 2, config.embedding_width(), config.embedding_width()),
      width(config.model_channels) {}

at::Tensor AdmTimeEmbedding::operator()(const at::Tensor& t, at::ScalarType dtype) const { return second(swish(first(sinusoid(t, width).to(dtype)))); }

}  // namespace noiseloom
