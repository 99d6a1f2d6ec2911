#include "models/architectures/adm_classifier.h"

#include <ATen/ATen.h>

namespace noiseloom {
namespace {

constexpr int spatial_features = 2048;
using Pool = AdmConfig::Pool;

// CLIP's pool: the mean of all positions is one more of them, and its answer to all counts.
struct AttentionPool {
    at::Tensor places;   // [positions + 1, C]
    Linear qkv, project;
    int heads = 1;

    AttentionPool(const Weights& weights, int channels, int side, int head_count, int classes)
        : places(weights.take("positional_embedding", {channels, side * side + 1}).t()),
          qkv(pointwise(weights / "qkv_proj", channels, 3 * channels, 1)),
          project(pointwise(weights / "c_proj", channels, classes, 1)),
          heads(head_count) {}

    at::Tensor operator()(const at::Tensor& h) const {
        const at::Tensor tokens = to_tokens(h);
        if (tokens.size(1) + 1 != places.size(0))
            throw Failure({Code::bad_workflow, "This classifier reads pictures of one size only, and was given another.", "Resize the picture.", "", "", ""});
        const at::Tensor all = qkv(at::cat({tokens.mean({1}, true), tokens}, 1) + places.unsqueeze(0));
        const auto parts = all.chunk(3, 2);
        return project(attend(parts[0].narrow(1, 0, 1), parts[1], parts[2], heads)).squeeze(1);
    }
};

}  // namespace

struct AdmClassifier::Head {
    GroupNorm norm;
    std::optional<AttentionPool> attention;
    Linear first, last;   // of the spatial pools, and the adaptive one's last

    Head(const Weights& weights, const AdmConfig& config) {
        const int channels = config.level_channels.back();
        switch (config.pool) {
            case Pool::none: break;
            case Pool::attention: {
                norm = GroupNorm(weights / 0, channels, adm_norm_groups, adm_norm_eps);
                const int side = config.image_size >> (config.level_channels.size() - 1);
                attention.emplace(weights / 2, channels, side, channels / config.head_channels, config.out_channels);
                break;
            }
            case Pool::adaptive:
                norm = GroupNorm(weights / 0, channels, adm_norm_groups, adm_norm_eps);
                last = pointwise(weights / 3, channels, config.out_channels, 2);
                break;
            case Pool::spatial:
            case Pool::spatial_v2: {
                int features = config.level_channels.front();
                for (const auto& plan : adm_way_down(config)) features += plan.out;
                first = Linear(weights / 0, features, spatial_features);
                if (config.pool == Pool::spatial_v2) norm = GroupNorm(weights / 1, spatial_features, adm_norm_groups, adm_norm_eps);
                last = Linear(weights / (config.pool == Pool::spatial_v2 ? 3 : 2), spatial_features, config.out_channels);
                break;
            }
        }
    }
};

AdmClassifier::AdmClassifier(const Weights& weights, const Json& json, const Key& identity)
    : Classifier(weights, json, identity),
      config_(AdmConfig::from_json(json).or_throw()),
      placement_(weights.placement()),
      time_(weights, config_),
      enter_(weights / "input_blocks" / 0 / 0, config_.in_channels, config_.level_channels.front()),
      head_(std::make_shared<const Head>(weights / "out", config_)) {
    for (const auto& plan : adm_way_down(config_)) layers_.emplace_back(weights / plan.block, plan, config_);
    const Json label = json.value("label", Json());
    questions_.push_back({label.is_string() ? label.get<std::string>() : "class", config_.class_names});
    trains_ = weights.trains();
}

AdmClassifier::~AdmClassifier() = default;

at::Tensor AdmClassifier::forward(const at::Tensor& x, const at::Tensor& t) const {
    const at::Tensor embedding = swish(time_(t.to(placement_.device, at::kFloat), placement_.dtype));
    const bool is_spatial = config_.pool == Pool::spatial || config_.pool == Pool::spatial_v2;
    std::vector<at::Tensor> means;
    at::Tensor h = enter_(enter(x, placement_));
    const auto note = [&] {
        if (is_spatial) means.push_back(h.to(at::kFloat).mean({2, 3}));
    };
    note();
    for (const auto& layer : layers_) {
        h = layer(h, embedding, {});
        note();
    }
    switch (config_.pool) {
        case Pool::attention: return (*head_->attention)(swish(head_->norm(h)));
        case Pool::adaptive: return head_->last(swish(head_->norm(h)).mean({2, 3}));
        case Pool::spatial: return head_->last(at::relu(head_->first(at::cat(means, 1).to(placement_.dtype))));
        case Pool::spatial_v2: return head_->last(swish(head_->norm(head_->first(at::cat(means, 1).to(placement_.dtype)))));
        case Pool::none: break;
    }
    return {};
}

std::vector<at::Tensor> AdmClassifier::logits(const at::Tensor& x, const at::Tensor& t) const {
    return behind_torch_wall([&] { return std::vector<at::Tensor>{run_forward(x, trains_, [&] { return forward(x, t); })}; });
}

}  // namespace noiseloom
