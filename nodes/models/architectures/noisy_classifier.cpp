#include "models/architectures/noisy_classifier.h"

#include <ATen/ATen.h>

#include "models/architectures/config.h"

namespace noiseloom {
namespace {

constexpr double norm_eps = 1e-5;
constexpr std::int64_t wave_width = 64;
using Pooling = NoisyClassifierConfig::Pooling;

Result<void> read_head(const ConfigReader& reader, const std::string& name, const Json& json, NoisyClassifierConfig& config) {
    if (!json.is_object() || !json.contains("classes") || !json["classes"].is_array() || json["classes"].size() < 2 || json["classes"].size() > 100'000)
        return reader.error("the head '" + name.substr(0, 60) + "' has no list of classes");
    Question head{name, {}};
    for (const auto& one : json["classes"]) {
        if (!one.is_string()) return reader.error("the head '" + name.substr(0, 60) + "' has a class that is no text");
        head.classes.push_back(one.get<std::string>());
    }
    const Json pooling = json.value("pooling", Json("log_sum_exp"));
    if (pooling == "log_sum_exp") config.pooling.push_back(Pooling::log_sum_exp);
    else if (pooling == "mean") config.pooling.push_back(Pooling::mean);
    else if (pooling == "flat") config.pooling.push_back(Pooling::flat);
    else return reader.error("the pooling " + pooling.dump().substr(0, 60) + " is not known");
    config.heads.push_back(std::move(head));
    return {};
}

}  // namespace

Result<NoisyClassifierConfig> NoisyClassifierConfig::from_json(const Json& json) {
    const ConfigReader reader("The classifier's configuration", json);
    NoisyClassifierConfig config;
    NL_TRY(config.in_channels, reader.channels("in_channels", 4));
    NL_TRY(config.sample_size, reader.number("sample_size", 16, 1));
    NL_TRY(config.time_width, reader.channels("time_embed_dim", 192));
    NL_TRY(config.features, reader.channels("feature_channels", 128));
    NL_TRY(config.norm_groups, reader.channels("norm_num_groups", 16));
    const Json* channels = reader.find("block_out_channels");
    if (!channels || !channels->is_array() || channels->size() < 2 || channels->size() > 8) return reader.error("'block_out_channels' is no list of 2 to 8 numbers");
    NL_TRY(config.channels, reader.numbers("block_out_channels", 0, channels->size()));
    for (const int width : config.channels)
        if (width % config.norm_groups != 0) return reader.error("a level's channels cannot be divided into its norm groups");
    if (config.sample_size % (1 << (config.channels.size() - 1)) != 0) return reader.error("'sample_size' cannot be halved for every level");
    const Json* heads = reader.find("heads");
    if (!heads || !heads->is_object() || heads->empty() || heads->size() > 64) return reader.error("'heads' is missing");
    for (const auto& [name, head] : heads->items()) NL_CHECK(read_head(reader, name, head, config));
    return config;
}

NoisyClassifier::NoisyClassifier(const Weights& weights, const Json& config, const Key& identity)
    : Classifier(weights, config, identity),
      config_(NoisyClassifierConfig::from_json(config).or_throw()),
      placement_(weights.placement()),
      time1_(weights / "time_embedding" / "linear_1", wave_width, config_.time_width),
      time2_(weights / "time_embedding" / "linear_2", config_.time_width, config_.time_width) {
    int before = config_.in_channels;
    for (std::size_t i = 0; i < config_.channels.size(); ++i) {
        const Weights level = weights / "levels" / static_cast<int>(i);
        const int width = config_.channels[i];
        levels_.push_back({Conv2d(level / "conv", before, width, 3, i == 0 ? 1 : 2),
                           ResBlock(level / "resnet", width, width, config_.time_width, config_.norm_groups, norm_eps)});
        before = width;
    }
    norm_ = GroupNorm(weights / "norm_out", before, config_.norm_groups, norm_eps);
    mix_ = Conv2d(weights / "mix", before + config_.channels[config_.channels.size() - 2], config_.features);
    const std::int64_t deepest = config_.sample_size >> (config_.channels.size() - 1);
    for (std::size_t i = 0; i < config_.heads.size(); ++i) {
        const std::int64_t in = config_.pooling[i] == Pooling::flat ? before * deepest * deepest : config_.features;
        heads_.emplace_back(weights / "heads" / config_.heads[i].name, in, static_cast<std::int64_t>(config_.heads[i].classes.size()));
    }
    trains_ = weights.trains();
}

std::vector<at::Tensor> NoisyClassifier::logits(const at::Tensor& x, const at::Tensor& t) const {
    return behind_torch_wall([&] {
        const at::Tensor joined = run_forward(x, trains_, [&] {
            const at::Tensor waves = sinusoid(t.to(placement_.device, at::kFloat), wave_width);
            const at::Tensor time = swish(time2_(swish(time1_(waves.to(placement_.dtype)))));
            at::Tensor h = enter(x, placement_), shallower;
            for (const auto& level : levels_) {
                shallower = h;
                h = level.block(level.enter(h), time);
            }
            const at::Tensor deep = swish(norm_(h));
            const at::Tensor raised = at::upsample_nearest2d(deep, shallower.sizes().slice(2));
            const at::Tensor tokens = to_tokens(swish(mix_(at::cat({shallower, raised}, 1)))), flat = deep.flatten(1);
            std::vector<at::Tensor> all;
            for (std::size_t i = 0; i < heads_.size(); ++i) {
                switch (config_.pooling[i]) {
                    case Pooling::log_sum_exp: all.push_back(heads_[i](tokens).to(at::kFloat).logsumexp(1)); break;
                    case Pooling::mean: all.push_back(heads_[i](tokens.mean(1))); break;
                    case Pooling::flat: all.push_back(heads_[i](flat)); break;
                }
                all.back() = all.back().to(at::kFloat);
            }
            return at::cat(all, 1);
        });
        std::vector<std::int64_t> widths;
        for (const auto& head : config_.heads) widths.push_back(static_cast<std::int64_t>(head.classes.size()));
        return joined.split_with_sizes(widths, 1);
    });
}

}  // namespace noiseloom
