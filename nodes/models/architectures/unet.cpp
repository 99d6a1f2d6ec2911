#include "models/architectures/unet.h"

#include <numeric>
#include <optional>

#include <ATen/ATen.h>

#include "models/architectures/text_pooling.h"
#include "models/architectures/transformer.h"

namespace noiseloom {

// --- weights ------------------------------------------------------------------------------------

struct Unet::Entry {
    Conv2d conv;
    Linear time1, time2, added1, added2;
    std::optional<TextPooling> pooling;

    Entry(const Weights& weights, const UnetConfig& config) {
        const int channels = config.levels.front().channels, width = 4 * channels;
        conv = Conv2d(weights / "conv_in", config.in_channels, channels);
        time1 = Linear(weights / "time_embedding" / "linear_1", channels, width);
        time2 = Linear(weights / "time_embedding" / "linear_2", width, width);
        if (config.pooling_heads > 0) pooling.emplace(weights / "add_embedding", config.context_width, width, config.pooling_heads);
        if (config.added_width == 0) return;
        added1 = Linear(weights / "add_embedding" / "linear_1", config.added_width, width);
        added2 = Linear(weights / "add_embedding" / "linear_2", width, width);
    }
};

struct Unet::Exit {
    GroupNorm norm;
    Conv2d conv;

    Exit(const Weights& weights, const UnetConfig& config)
        : norm(weights / "conv_norm_out", config.levels.front().channels, config.norm_groups, config.norm_eps),
          conv(weights / "conv_out", config.levels.front().channels, config.out_channels) {}
};

// One layer between two skips, and where its weights are: "down_blocks.1", number 0.
struct Unet::LayerPlan {
    std::string block;
    int number = 0;
    const UnetConfig::Level* level = nullptr;
    int in = 0;                  // channels that the residual block reads; 0: there is none
    int depth = 0;               // of the transformer; 0: there is none
    bool has_second = false;     // a second residual block after the transformer: the middle
    std::string sampler;         // "downsamplers" or "upsamplers"; empty: the resolution stays
    AttentionLayer attention = {};
};

struct Unet::Layer {
    std::optional<ResBlock> residual;
    std::optional<Transformer> transformer;
    AttentionLayer attention;
    std::optional<ResBlock> second;
    std::optional<Conv2d> sampler;

    static std::size_t bytes(const Weights& weights, const LayerPlan& plan) {
        std::size_t sum = 0;
        if (plan.in > 0) sum += (weights / "resnets" / plan.number).bytes();
        if (plan.has_second) sum += (weights / "resnets" / (plan.number + 1)).bytes();
        if (plan.depth > 0) sum += (weights / "attentions" / plan.number).bytes();
        if (!plan.sampler.empty()) sum += (weights / plan.sampler).bytes();
        return sum;
    }

    Layer(const Weights& weights, const LayerPlan& plan, const UnetConfig& config) : attention(plan.attention) {
        const int channels = plan.level->channels, embedding = 4 * config.levels.front().channels;
        const auto block = [&](int number, int in) {
            return ResBlock(weights / "resnets" / number, in, channels, embedding, config.norm_groups, config.norm_eps, config.scale_shift);
        };
        if (plan.in > 0) residual = block(plan.number, plan.in);
        if (plan.has_second) second = block(plan.number + 1, channels);
        if (plan.depth > 0)
            transformer = Transformer(weights / "attentions" / plan.number,
                                      {channels, plan.level->heads, plan.depth, config.context_width, config.norm_groups,
                                       config.linear_projection, config.upcast_attention});
        if (!plan.sampler.empty())
            sampler = Conv2d(weights / plan.sampler / 0 / "conv", channels, channels, 3, plan.sampler == "downsamplers" ? 2 : 1);
    }

    // `next` is the size that doubling leads to: that of the next skip. h has a row for every row, or for every picture as long as nothing
    // told them apart.
    at::Tensor operator()(at::Tensor h, const at::Tensor& embedding, const Rows& rows, at::IntArrayRef next) const {
        if (residual) h = (*residual)(embedding.size(0) > 1 ? for_all_rows(h, rows.x.size(0)) : h, embedding);
        if (transformer) h = (*transformer)(h, rows.context, rows.prompts.get(), rows.attention, attention);
        if (second) h = (*second)(h, embedding);
        if (sampler && sampler->stride == 1) h = at::upsample_nearest2d(h, next.slice(2));
        return sampler ? (*sampler)(h) : h;
    }
};

// The layers in the order they run. Every layer on the way down leaves its result, as conv_in does, for
// one layer on the way up.
std::vector<Unet::LayerPlan> Unet::plan_layers() const {
    std::vector<LayerPlan> plans;
    std::vector<int> skips{config_.levels.front().channels};
    int channels = skips.back();
    const int count = static_cast<int>(config_.levels.size());
    for (int i = 0; i < count; ++i) {
        const auto& level = config_.levels[static_cast<std::size_t>(i)];
        const std::string block = "down_blocks." + std::to_string(i);
        for (int j = 0; j < level.layers; ++j) {
            plans.push_back({block, j, &level, channels, level.depth_down, false, ""});
            skips.push_back(channels = level.channels);
        }
        if (i == count - 1) break;
        plans.push_back({block, 0, &level, 0, 0, false, "downsamplers"});
        skips.push_back(channels);
    }
    plans.push_back({"mid_block", 0, &config_.levels.back(), channels, config_.depth_mid, true, ""});
    for (int i = count - 1; i >= 0; --i) {
        const auto& level = config_.levels[static_cast<std::size_t>(i)];
        const std::string block = "up_blocks." + std::to_string(count - 1 - i);
        for (int j = 0; j <= level.layers; ++j) {
            plans.push_back({block, j, &level, channels + skips.back(), level.depth_up, false, j == level.layers && i > 0 ? "upsamplers" : ""});
            skips.pop_back();
            channels = level.channels;
        }
    }
    // The original counts conv_in as input block 0, and transformers as the second module of theirs.
    int input = 1, output = 0;
    for (auto& plan : plans) {
        const std::string number = plan.block.substr(plan.block.rfind('.') + 1) + "." + std::to_string(plan.number);
        if (plan.has_second) plan.attention = {"mid.0", "mid.1", plan.depth};
        else if (plan.block.starts_with("down")) plan.attention = {"down." + number, "input." + std::to_string(input++) + ".1", plan.depth};
        else plan.attention = {"up." + number, "output." + std::to_string(output++) + ".1", plan.depth};
    }
    return plans;
}

std::vector<AttentionLayer> Unet::attention_layers() const {
    std::vector<AttentionLayer> layers;
    for (const auto& plan : plan_layers())
        if (plan.depth > 0) layers.push_back(plan.attention);
    return layers;
}

Unet::Unet(const Weights& weights, UnetConfig config, const Key& identity, const MemoryLimits& limits)
    : TrainableNetwork(weights, identity, limits),
      config_(std::move(config)),
      entry_(std::make_shared<const Entry>(weights, config_)),
      exit_(std::make_shared<const Exit>(weights, config_)) {
    ResidentBudget budget(limits.weights);
    for (const auto& plan : plan_layers()) {
        const Weights block = weights / plan.block;
        auto& stages = plan.has_second ? middle_ : plan.block.starts_with("down") ? down_ : up_;
        stages.emplace_back(budget, Layer::bytes(block, plan), placement_, [this, block, plan](const Placement& placement) {
            return Layer(Weights(block.state(), placement), plan, config_);
        });
    }
    trains_ = weights.trains();
}

Unet::~Unet() = default;

std::shared_ptr<const TrainableNetwork> Unet::with_weights(const Weights& weights, const Key& identity) const {
    return std::make_shared<Unet>(weights, config_, identity, limits_for(weights));
}

bool Unet::is_resident() const {
    const auto resident = [](const Stage<Layer>& stage) { return stage.is_resident(); };
    return std::all_of(down_.begin(), down_.end(), resident) && std::all_of(middle_.begin(), middle_.end(), resident) &&
           std::all_of(up_.begin(), up_.end(), resident);
}

// --- inputs -------------------------------------------------------------------------------------

namespace {

const char* const same_model_hint = "Encode the prompt with the text encoder that belongs to this model.";

}  // namespace

NetworkShape Unet::shape() const {
    const int both = config_.out_channels == 2 * config_.in_channels ? config_.in_channels : config_.out_channels;
    return {both, config_.in_channels, config_.out_channels, config_.context_width, 0, {}};
}

// A row for each pair of conditioning and picture, all pictures of the first conditioning first.
Unet::Rows Unet::gather(const at::Tensor& x, double t, std::span<const Conditioning* const> conditionings) const {
    const auto latent = x.to(placement_.device, placement_.dtype);
    std::int64_t tokens = 1;
    for (const auto* c : conditionings) {
        if (!c->context.defined() || c->context.size(2) != config_.context_width)
            refuse_conditioning("The prompt was encoded for another kind of model: this one reads text states " + std::to_string(config_.context_width) +
                                    " wide" + (c->context.defined() ? ", not " + std::to_string(c->context.size(2)) : "") + ".",
                                same_model_hint);
        tokens = std::lcm(tokens, c->context.size(1));
    }
    std::vector<at::Tensor> xs, contexts, pooled, time_ids;
    bool is_one_x = true;
    const auto for_all_pictures = [&](const at::Tensor& one, at::ScalarType dtype) {
        auto sizes = one.sizes().vec();
        sizes[0] = x.size(0);
        return one.to(placement_.device, dtype).expand(sizes);
    };
    for (const auto* c : conditionings) {
        const std::int64_t extra = config_.in_channels - x.size(1);
        if (extra > 0 && (!c->concat.defined() || c->concat.size(1) != extra || c->concat.sizes().slice(2) != x.sizes().slice(2)))
            refuse_conditioning("This model is made for inpainting: it needs a mask and the masked picture of the same size as the picture that it draws.",
                                "Use an inpainting conditioning node, or choose a model that is not made for inpainting.");
        if (extra < 0 || (extra == 0 && c->concat.defined()))
            refuse_conditioning("This model does not read the extra channels (mask and masked picture) that it was given.",
                                "Use a model made for inpainting, or mask the picture while sampling instead.");
        is_one_x = is_one_x && extra == 0;
        xs.push_back(extra > 0 ? at::cat({latent, for_all_pictures(c->concat, placement_.dtype)}, 1) : latent);
        // Attention to the same states several times over is attention to them once: contexts of different
        // lengths share a batch when each is repeated up to the common multiple.
        contexts.push_back(for_all_pictures(c->context.repeat({1, tokens / c->context.size(1), 1}), placement_.dtype));
        if (config_.added_width == 0) continue;
        if (!c->pooled.defined() || !c->time_ids.defined() ||
            c->pooled.size(1) + c->time_ids.size(1) * config_.time_id_width != config_.added_width)
            refuse_conditioning("The prompt lacks the pooled text and size numbers that this model reads, or has them of another size.", same_model_hint);
        pooled.push_back(for_all_pictures(c->pooled, placement_.dtype));
        time_ids.push_back(for_all_pictures(c->time_ids, at::kFloat));
    }
    return {enter(joined(xs), placement_), step_of(t),
            joined(contexts), joined(pooled), joined(time_ids), {}, AttentionRows::of(conditionings, x.size(0)),
            is_one_x ? static_cast<std::int64_t>(conditionings.size()) : 1, prompts(conditionings, x.size(0), tokens)};
}

// Null where keys and values are not worth keeping: weights or prompts that learn, layers that come and go, prompts without a name.
std::shared_ptr<const PromptRows> Unet::prompts(std::span<const Conditioning* const> conditionings, std::int64_t pictures, std::int64_t tokens) const {
    if (trains_ || !is_resident()) return nullptr;
    auto rows = std::make_shared<PromptRows>(PromptRows{{}, pictures, tokens});
    for (const auto* c : conditionings) {
        if (c->identity == Key{} || c->context.requires_grad()) return nullptr;
        rows->prompts.push_back(prompts_.of(*c, placement_));
    }
    return rows;
}

// Rows whose intermediate results fit into the memory that is left. The widest moment is a transformer's
// feed-forward at the highest resolution that has one: 48 values for each of its channels (measured on the
// UNet of SD 1.5); without transformers there the residual blocks take a third of that.
std::int64_t Unet::rows_at_once(const at::Tensor& x) const {
    constexpr std::size_t in_transformers = 48, in_blocks = 16;
    std::size_t values = 0, pixels_of_first = 1;   // of one pixel at full resolution
    for (const auto& level : config_.levels) {
        const std::size_t factor = level.depth_down > 0 || level.depth_up > 0 ? in_transformers : in_blocks;
        values = std::max(values, factor * static_cast<std::size_t>(level.channels) / pixels_of_first);
        pixels_of_first *= 4;
    }
    return rows_that_fit(x, values);
}

// --- forward ------------------------------------------------------------------------------------

at::Tensor Unet::time_embedding(double t) const {
    const at::Tensor step = step_of(t);
    const at::Tensor waves = sinusoid(step, config_.levels.front().channels, config_.cos_first, config_.freq_shift);
    return entry_->time2(swish(entry_->time1(waves.to(placement_.dtype)))).to(at::kFloat);
}

// silu of the time embedding with what is added to it: [R or 1, 4·channels].
at::Tensor Unet::embedding(const Rows& rows) const {
    const at::Tensor waves = sinusoid(rows.t, config_.levels.front().channels, config_.cos_first, config_.freq_shift);
    at::Tensor sum = entry_->time2(swish(entry_->time1(waves.to(placement_.dtype))));
    if (entry_->pooling) sum = sum + (*entry_->pooling)(rows.context);
    if (rows.pooled.defined()) {
        const at::Tensor sizes = sinusoid(rows.time_ids.flatten(), config_.time_id_width, config_.cos_first, config_.freq_shift);
        const at::Tensor added = at::cat({rows.pooled, sizes.reshape({rows.x.size(0), -1}).to(placement_.dtype)}, 1);
        sum = sum + entry_->added2(swish(entry_->added1(added)));
    }
    return swish(sum);
}

at::Tensor Unet::forward(const Rows& rows, const Cancel& cancel) const {
    const at::Tensor embedding = this->embedding(rows);
    const std::int64_t count = rows.x.size(0);
    at::Tensor h = entry_->conv(rows.x.narrow(0, 0, count / rows.copies));
    std::vector<at::Tensor> skips{h};
    for (const auto& stage : down_) {
        cancel.check();
        h = (*stage.get())(h, embedding, rows, {});
        skips.push_back(h);
    }
    cancel.check();
    h = for_all_rows((*middle_.front().get())(h, embedding, rows, {}), count);
    for (const auto& stage : up_) {
        cancel.check();
        h = at::cat({h, for_all_rows(skips.back(), count)}, 1);
        skips.pop_back();
        h = (*stage.get())(h, embedding, rows, skips.empty() ? at::IntArrayRef() : skips.back().sizes());
    }
    return exit_->conv(swish(exit_->norm(h)));
}

std::vector<at::Tensor> Unet::predict(const at::Tensor& x, double t, std::span<const Conditioning* const> conditionings, const Cancel& cancel) const {
    return predict_watched(x, t, conditionings, cancel).outputs;
}

Network::Watched Unet::predict_watched(const at::Tensor& x, double t, std::span<const Conditioning* const> conditionings, const Cancel& cancel) const {
    return behind_torch_wall([&] {
        const Rows rows = gather(x, t, conditionings);
        return watch_rows(rows, x.size(0), rows_at_once(rows.x), cancel);
    });
}

}  // namespace noiseloom
