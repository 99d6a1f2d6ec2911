#include "models/architectures/blocks.h"

#include <cmath>

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>

#include "models/architectures/group_norm.h"
#include "models/architectures/self_attention.h"
#include "models/model_file.h"

namespace noiseloom {
namespace {

// Whether results may overwrite their inputs. (Inference tensors never require gradients.)
bool is_recorded(const at::Tensor& x) { return x.requires_grad() && c10::GradMode::is_enabled(); }

}  // namespace

// --- weights ------------------------------------------------------------------------------------

Weights Weights::operator/(std::string_view module) const { return {state_.scoped(std::string(module) + "."), placement_}; }

bool Weights::has(std::string_view module) const { return state_.contains_below(std::string(module) + "."); }

at::Tensor Weights::take(std::string_view name, at::IntArrayRef shape) const { return placed(state_.take(name, shape)); }

at::Tensor Weights::take_if(std::string_view name, at::IntArrayRef shape) const {
    const at::Tensor tensor = state_.take_if(name, shape);
    return tensor.defined() ? placed(tensor) : tensor;
}

at::Tensor Weights::placed(const at::Tensor& tensor) const {
    if (tensor.device() == placement_.device && tensor.scalar_type() == placement_.dtype) return tensor;
    if (tensor.requires_grad())   // the copy would stay as it is, whatever the weight learns
        throw Failure({Code::internal, "A weight to learn is on " + tensor.device().str() + ", and its network computes on " + placement_.device.str() + ".", "", "", "", ""});
    at::Tensor copy = tensor.to(placement_.device, placement_.dtype);
    if (tensor.device().is_cpu() && tensor.is_contiguous()) release_pages(tensor.const_data_ptr(), tensor.nbytes());
    // Kernels of convolutions are laid out as their inputs are, since they are copied anyway. (In a second
    // step: LibTorch changes dtype and layout at once at a third of the speed.)
    const bool is_kernel = tensor.dim() == 4 && tensor.size(2) > 1;
    return is_kernel ? copy.contiguous(layout_of(placement_)) : copy.contiguous();
}

bool Weights::trains() const {
    const auto names = state_.names();
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) { return state_.find(name).requires_grad(); });
}

std::size_t Weights::bytes() const {
    std::size_t sum = 0;
    for (const auto& name : state_.names()) sum += static_cast<std::size_t>(state_.find(name).numel()) * at::elementSize(placement_.dtype);
    return sum;
}

// --- layers -------------------------------------------------------------------------------------

LowRank::LowRank(const Weights& weights) {
    const at::Tensor a = weights.state().find("lora_A.weight"), b = weights.state().find("lora_B.weight");
    if (!a.defined() || !b.defined()) return;
    down = weights.take("lora_A.weight", a.sizes());
    up = weights.take("lora_B.weight", b.sizes());
    scale = weights.state().take("lora_scale", {}).item<double>();
}

Linear::Linear(const Weights& weights, std::int64_t in, std::int64_t out, bool with_bias)
    : weight(weights.take("weight", {out, in})), bias(with_bias ? weights.take("bias", {out}) : at::Tensor()), added(weights) {}

at::Tensor Linear::operator()(const at::Tensor& x) const {
    const at::Tensor y = at::linear(x, weight, bias);
    return added.down.defined() ? y + added.scale * at::linear(at::linear(x, added.down), added.up) : y;
}

Linear pointwise(const Weights& weights, std::int64_t in, std::int64_t out, int dimensions) {
    std::vector<std::int64_t> shape{out, in};
    shape.resize(static_cast<std::size_t>(2 + dimensions), 1);
    Linear layer;
    layer.weight = weights.take("weight", shape).flatten(1);
    layer.bias = weights.take("bias", {out});
    layer.added = LowRank(weights);
    if (layer.added.down.defined()) {
        layer.added.down = layer.added.down.flatten(1);
        layer.added.up = layer.added.up.flatten(1);
    }
    return layer;
}

Conv2d::Conv2d(const Weights& weights, std::int64_t in, std::int64_t out, int kernel, int step, bool with_bias)
    : weight(weights.take("weight", {out, in, kernel, kernel})),
      bias(with_bias ? weights.take("bias", {out}) : at::Tensor()),
      added(weights),
      stride(step),
      padding((kernel - 1) / 2) {}

at::Tensor Conv2d::operator()(const at::Tensor& x) const {
    const at::Tensor y = convolve(x);
    return added.down.defined() ? y + added.scale * at::conv2d(at::conv2d(x, added.down, {}, stride, padding), added.up) : y;
}

at::Tensor Conv2d::convolve(const at::Tensor& x) const {
    // On the CPU LibTorch takes its own kernel for 1x1 filters with one thread and oneDNN's with more, which differ in the
    // last bits. As the product of matrices that it is, both are the same and as fast.
    const bool is_pointwise = weight.size(2) == 1 && weight.size(3) == 1 && stride == 1 && padding == 0;
    if (!is_pointwise || !x.is_cpu() || x.scalar_type() != at::kFloat) return at::conv2d(x, weight, bias, stride, padding);
    const at::Tensor matrix = weight.flatten(1).unsqueeze(0).expand({x.size(0), -1, -1}), pixels = x.flatten(2);
    const at::Tensor sums = bias.defined() ? at::baddbmm(bias.view({1, -1, 1}), matrix, pixels) : at::bmm(matrix, pixels);
    return sums.unflatten(2, {x.size(2), x.size(3)});
}

GroupNorm::GroupNorm(const Weights& weights, std::int64_t channels, int group_count, double epsilon)
    : weight(weights.take("weight", {channels})), bias(weights.take("bias", {channels})), groups(group_count), eps(epsilon) {}

at::Tensor GroupNorm::operator()(const at::Tensor& x) const { return group_norm(x, groups, weight, bias, eps); }

LayerNorm::LayerNorm(const Weights& weights, std::int64_t width, double epsilon)
    : weight(weights.take("weight", {width})), bias(weights.take("bias", {width})), eps(epsilon) {}

at::Tensor LayerNorm::operator()(const at::Tensor& x) const { return at::layer_norm(x, weight.sizes(), weight, bias, eps); }

at::Tensor attend(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, int heads, bool causal) {
    const auto split = [heads](const at::Tensor& x) { return x.unflatten(2, {heads, x.size(2) / heads}).transpose(1, 2); };
    // The fused kernel of the CPU is slow in training on few tokens: it multiplies one small matrix at a time. And with a
    // single query its last bits depend on the number of threads.
    constexpr std::int64_t few = 1024;
    const bool is_small = q.size(1) <= few && k.size(1) <= few && (is_recorded(q) || is_recorded(k) || is_recorded(v));
    const bool is_plain = q.is_cpu() && (is_small || q.size(1) == 1);
    if (!is_plain) return at::scaled_dot_product_attention(split(q), split(k), split(v), {}, 0.0, causal).transpose(1, 2).flatten(2);
    at::Tensor logits = at::matmul(split(q) / std::sqrt(static_cast<double>(q.size(2) / heads)), split(k).transpose(2, 3));
    if (causal) logits = logits.masked_fill(at::ones({q.size(1), k.size(1)}, q.options().dtype(at::kBool)).triu(1), -1e9);
    return at::matmul(at::softmax(logits, 3), split(v)).transpose(1, 2).flatten(2);
}

Attention::Attention(const Weights& weights, std::int64_t width, std::int64_t context, int head_count, bool with_bias)
    : to_q(weights / "to_q", width, width, with_bias),
      to_k(weights / "to_k", context, width, with_bias),
      to_v(weights / "to_v", context, width, with_bias),
      to_out(weights / "to_out" / 0, width, width),
      heads(head_count) {}

template <class Mix>
at::Tensor Attention::mixed(const at::Tensor& x, const KeysValues& to, Mix mix) const {
    const at::Tensor q = to_q(x);
    if (upcast) return to_out(mix(q.to(at::kFloat), to.keys.to(at::kFloat), to.values.to(at::kFloat)).to(x.scalar_type()));
    return to_out(mix(q, to.keys, to.values));
}

at::Tensor Attention::operator()(const at::Tensor& x, const KeysValues& to) const {
    return mixed(x, to, [&](const auto& q, const auto& k, const auto& v) { return attend(q, k, v, heads); });
}

at::Tensor Attention::operator()(const at::Tensor& x, const AttentionPlace& place) const {
    return mixed(x, keys_values(x), [&](const auto& q, const auto& k, const auto& v) { return attend(q, k, v, heads, place); });
}

ResBlock::ResBlock(const Weights& weights, std::int64_t in, std::int64_t out, std::int64_t embedding, int groups, double eps,
                   bool with_scale)
    : norm1(weights / "norm1", in, groups, eps),
      norm2(weights / "norm2", out, groups, eps),
      conv1(weights / "conv1", in, out),
      conv2(weights / "conv2", out, out),
      scale_shift(with_scale) {
    if (embedding > 0) time = Linear(weights / "time_emb_proj", embedding, with_scale ? 2 * out : out);
    if (in != out) shortcut = Conv2d(weights / "conv_shortcut", in, out, 1);
}

at::Tensor ResBlock::operator()(const at::Tensor& x, const at::Tensor& embedding) const {
    at::Tensor h = conv1(swish(norm1(x)));
    if (time.weight.defined()) {
        const at::Tensor shift = time(embedding).unsqueeze(2).unsqueeze(3);   // [N or 1, C or 2C, 1, 1]
        if (scale_shift) {
            const auto halves = shift.chunk(2, 1);
            h = at::addcmul(halves[1], norm2(h), 1 + halves[0]);
        } else {
            h = norm2(h.add_(shift));
        }
    } else {
        h = norm2(h);
    }
    h = conv2(swish(h));
    return h.add_(shortcut.weight.defined() ? shortcut(x) : x);
}

at::Tensor for_all_rows(const at::Tensor& rows, std::int64_t count) {
    if (rows.size(0) == count) return rows;
    return at::cat(std::vector<at::Tensor>(static_cast<std::size_t>(count / rows.size(0)), rows));   // keeps channels-last
}

at::Tensor swish(at::Tensor x) { return is_recorded(x) ? at::silu(x) : at::silu_(x); }

at::Tensor sinusoid(const at::Tensor& t, std::int64_t width, bool cos_first, double freq_shift) {
    const std::int64_t half = width / 2;
    at::Tensor exponent = at::arange(half, t.options()) * -std::log(10000.0);
    const at::Tensor angles = t.unsqueeze(1) * at::exp(exponent / (static_cast<double>(half) - freq_shift)).unsqueeze(0);
    const at::Tensor cosines = at::cos(angles), sines = at::sin(angles);
    at::Tensor waves = at::cat({cos_first ? cosines : sines, cos_first ? sines : cosines}, 1);
    return width % 2 == 1 ? at::pad(waves, {0, 1}) : waves;
}

at::Tensor to_tokens(const at::Tensor& x) { return x.permute({0, 2, 3, 1}).flatten(1, 2); }

at::Tensor to_picture(const at::Tensor& tokens, const at::Tensor& like) {
    const at::Tensor picture = tokens.unflatten(1, {like.size(2), like.size(3)}).permute({0, 3, 1, 2});
    return picture.contiguous(like.suggest_memory_format());
}

at::MemoryFormat layout_of(const Placement& placement) {
    const bool is_plain_cpu = placement.device.is_cpu() && placement.dtype == at::kFloat && !placement.channels_last;
    return is_plain_cpu ? at::MemoryFormat::Contiguous : at::MemoryFormat::ChannelsLast;
}

at::Tensor enter(const at::Tensor& x, const Placement& placement) {
    return x.to(placement.device, placement.dtype).contiguous(layout_of(placement));
}

at::Tensor run_forward(const at::Tensor& input, bool trains, const std::function<at::Tensor()>& forward) {
    if ((trains && c10::GradMode::is_enabled()) || is_recorded(input)) return forward().to(at::kFloat).contiguous();
    at::Tensor result;
    {
        const c10::InferenceMode constant;
        result = forward();
    }
    return at::empty(result.sizes(), result.options().dtype(at::kFloat)).copy_(result);
}

}  // namespace noiseloom
