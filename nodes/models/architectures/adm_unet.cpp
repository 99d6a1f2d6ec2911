#include "models/architectures/adm_unet.h"

#include <ATen/ATen.h>

namespace noiseloom {
namespace {

int channels_read(const AdmConfig& config) { return config.is_super_resolution ? 2 * config.in_channels : config.in_channels; }

// output_blocks: each reads what one layer of the way down left, beside what comes from below.
std::vector<AdmLayerPlan> plan_way_up(const AdmConfig& config) {
    std::vector<int> skips{config.level_channels.front()};
    for (const auto& plan : adm_way_down(config))
        if (!plan.has_second) skips.push_back(plan.out);
    std::vector<AdmLayerPlan> plans;
    const int count = static_cast<int>(config.level_channels.size());
    int channels = config.level_channels.back(), rate = 1 << (count - 1);
    for (int level = count - 1; level >= 0; --level, rate /= 2) {
        const int out = config.level_channels[static_cast<std::size_t>(level)];
        for (int i = 0; i <= config.res_blocks; ++i) {
            const bool doubles = level > 0 && i == config.res_blocks;
            plans.push_back({"output_blocks." + std::to_string(plans.size()), channels + skips.back(), out, config.has_attention(rate), true, false,
                             doubles ? Resample::up : Resample::none});
            plans.back().attention = {"up." + std::to_string(count - 1 - level) + "." + std::to_string(i), "output." + std::to_string(plans.size() - 1) + ".1"};
            skips.pop_back();
            channels = out;
        }
    }
    return plans;
}

}  // namespace

// The first convolution, the embeddings, and what comes last.
struct AdmUnet::Ends {
    AdmTimeEmbedding time;
    at::Tensor classes;   // [classes, width], or undefined
    Conv2d enter;
    GroupNorm norm;
    Conv2d leave;

    Ends(const Weights& weights, const AdmConfig& config)
        : time(weights, config),
          enter(weights / "input_blocks" / 0 / 0, channels_read(config), config.level_channels.front()),
          norm(weights / "out" / 0, config.level_channels.front(), adm_norm_groups, adm_norm_eps),
          leave(weights / "out" / 2, config.level_channels.front(), config.out_channels) {
        if (config.classes > 0) classes = (weights / "label_emb").take("weight", {config.classes, config.embedding_width()});
    }
};

AdmUnet::AdmUnet(const Weights& weights, AdmConfig config, const Key& identity, const MemoryLimits& limits)
    : TrainableNetwork(weights, identity, limits),
      config_(std::move(config)),
      ends_(std::make_shared<const Ends>(weights, config_)) {
    ResidentBudget budget(limits.weights);
    const auto add = [&](std::vector<Stage<AdmLayer>>& stages, const AdmLayerPlan& plan) {
        const Weights block = weights / plan.block;
        stages.emplace_back(budget, block.bytes(), placement_,
                            [this, block, plan](const Placement& placement) { return AdmLayer(Weights(block.state(), placement), plan, config_); });
    };
    for (const auto& plan : adm_way_down(config_)) add(down_, plan);
    for (const auto& plan : plan_way_up(config_)) add(up_, plan);
    trains_ = weights.trains();
}

AdmUnet::~AdmUnet() = default;

std::shared_ptr<const TrainableNetwork> AdmUnet::with_weights(const Weights& weights, const Key& identity) const {
    return std::make_shared<AdmUnet>(weights, config_, identity, limits_for(weights));
}

bool AdmUnet::is_resident() const {
    const auto resident = [](const Stage<AdmLayer>& stage) { return stage.is_resident(); };
    return std::all_of(down_.begin(), down_.end(), resident) && std::all_of(up_.begin(), up_.end(), resident);
}

std::vector<AttentionLayer> AdmUnet::attention_layers() const {
    std::vector<AttentionLayer> layers;
    for (const auto& plans : {adm_way_down(config_), plan_way_up(config_)})
        for (const auto& plan : plans)
            if (plan.has_attention) layers.push_back(plan.attention);
    return layers;
}

NetworkShape AdmUnet::shape() const { return {config_.in_channels, channels_read(config_), config_.out_channels, 0, config_.classes, config_.null_class}; }

// --- inputs ---------------------------------------------------------------------------------------

std::int64_t AdmUnet::label_of(const Conditioning& conditioning) const {
    if (!conditioning.label.defined()) {
        if (config_.null_class) return *config_.null_class;
        refuse_conditioning("This model draws classes of things and was not told which.",
                            "Give it one of its " + std::to_string(config_.classes) + " classes with a Class node. It knows no picture without a class.");
    }
    const auto label = conditioning.label.item<std::int64_t>();
    if (label < 0 || label >= config_.classes)
        refuse_conditioning("This model has no class " + std::to_string(label) + ": it has " + std::to_string(config_.classes) + ", from 0 on.",
                            "Choose one of its classes.");
    return label;
}

// A row for each pair of conditioning and picture, all pictures of the first conditioning first.
TrainableNetwork::Rows AdmUnet::gather(const at::Tensor& x, double t, std::span<const Conditioning* const> conditionings) const {
    const at::Tensor latent = x.to(placement_.device, placement_.dtype);
    std::vector<at::Tensor> xs, labels;
    for (const auto* c : conditionings) {
        if (c->context.defined() && c->context.numel() > 0)
            refuse_conditioning("This model reads no text.", config_.classes > 0 ? "Tell it a class with a Class node instead." : "It draws without being asked for anything.");
        if (config_.is_super_resolution) {
            if (!c->concat.defined() || c->concat.size(1) != config_.in_channels)
                refuse_conditioning("This model enlarges pictures and was given none.", "Give it a small picture of " + std::to_string(config_.in_channels) + " channels.");
            const at::Tensor small = c->concat.to(placement_.device, at::kFloat);
            const at::Tensor large = at::upsample_bilinear2d(small, x.sizes().slice(2), /*align_corners=*/false).to(placement_.dtype);
            xs.push_back(at::cat({latent, large.expand_as(latent)}, 1));
        } else {
            if (c->concat.defined())
                refuse_conditioning("This model does not read the extra channels (mask and masked picture) that it was given.",
                                    "Use a model made for inpainting, or mask the picture while sampling instead.");
            xs.push_back(latent);
        }
        if (config_.classes > 0) labels.push_back(at::full({x.size(0)}, label_of(*c), at::TensorOptions(placement_.device).dtype(at::kLong)));
    }
    return {enter(joined(xs), placement_), step_of(t), {}, {}, {}, joined(labels), AttentionRows::of(conditionings, x.size(0))};
}

// Residual blocks at the full resolution need most.
std::int64_t AdmUnet::rows_at_once(const at::Tensor& x) const {
    constexpr std::size_t in_blocks = 16;
    return rows_that_fit(x, in_blocks * static_cast<std::size_t>(config_.level_channels.front()));
}

// --- forward --------------------------------------------------------------------------------------

at::Tensor AdmUnet::forward(const Rows& rows, const Cancel& cancel) const {
    at::Tensor embedding = ends_->time(rows.t, placement_.dtype);
    if (ends_->classes.defined()) embedding = embedding + at::embedding(ends_->classes, rows.label);
    embedding = swish(embedding);
    at::Tensor h = ends_->enter(rows.x);
    std::vector<at::Tensor> skips{h};
    for (const auto& stage : down_) {
        cancel.check();
        h = (*stage.get())(h, embedding, rows.attention);
        skips.push_back(h);
    }
    skips.pop_back();   // the middle leaves nothing behind
    for (const auto& stage : up_) {
        cancel.check();
        h = at::cat({h, skips.back()}, 1);
        skips.pop_back();
        h = (*stage.get())(h, embedding, rows.attention, skips.empty() ? at::IntArrayRef() : skips.back().sizes().slice(2));
    }
    return ends_->leave(swish(ends_->norm(h)));
}

std::vector<at::Tensor> AdmUnet::predict(const at::Tensor& x, double t, std::span<const Conditioning* const> conditionings, const Cancel& cancel) const {
    return predict_watched(x, t, conditionings, cancel).outputs;
}

Network::Watched AdmUnet::predict_watched(const at::Tensor& x, double t, std::span<const Conditioning* const> conditionings, const Cancel& cancel) const {
    return behind_torch_wall([&] {
        const Rows rows = gather(x, t, conditionings);
        return watch_rows(rows, x.size(0), rows_at_once(rows.x), cancel);
    });
}

}  // namespace noiseloom
