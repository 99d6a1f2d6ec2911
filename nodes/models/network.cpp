#include "models/network.h"

#include <array>

#include <ATen/ATen.h>
#include <c10/core/CachingDeviceAllocator.h>

#include "models/architectures/adm_unet.h"
#include "models/architectures/ddpm_unet.h"
#include "models/architectures/ncsnpp.h"
#include "models/architectures/unet.h"

namespace noiseloom {
namespace {

using Made = std::shared_ptr<const TrainableNetwork>;

Made make_unet(const Weights& weights, const Json& config, const Key& identity, const MemoryLimits& limits) {
    return std::make_shared<Unet>(weights, UnetConfig::from_json(config).or_throw(), identity, limits);
}

Made make_adm(const Weights& weights, const Json& config, const Key& identity, const MemoryLimits& limits) {
    return std::make_shared<AdmUnet>(weights, AdmConfig::from_json(config).or_throw(), identity, limits);
}

Made make_ddpm(const Weights& weights, const Json& config, const Key& identity, const MemoryLimits& limits) {
    return std::make_shared<DdpmUnet>(weights, DdpmUnetConfig::from_json(config).or_throw(), identity, limits);
}

Made make_ncsnpp(const Weights& weights, const Json& config, const Key& identity, const MemoryLimits& limits) {
    return std::make_shared<Ncsnpp>(weights, NcsnppConfig::from_json(config).or_throw(), identity, limits);
}

struct Architecture {
    std::string_view class_name;
    Made (*make)(const Weights&, const Json&, const Key&, const MemoryLimits&);
    bool keeps_names = false;   // its files have its own names of tensors
};

constexpr std::array architectures{Architecture{"UNet2DConditionModel", make_unet}, Architecture{"UNetModel", make_adm, true},
                                   Architecture{"SuperResModel", make_adm, true}, Architecture{"DdpmUnet", make_ddpm, true},
                                   Architecture{"NCSNpp", make_ncsnpp, true}};

std::string class_name_of(const Json& config) {
    const auto found = config.is_object() ? config.find("_class_name") : config.end();
    // Configurations that were inferred from a checkpoint's shapes, and old ones, do not say it.
    return found != config.end() && found->is_string() ? found->get<std::string>() : "UNet2DConditionModel";
}

const Architecture* architecture_of(const Json& config) {
    const std::string name = class_name_of(config);
    const auto* found = std::find_if(architectures.begin(), architectures.end(), [&](const Architecture& one) { return one.class_name == name; });
    return found == architectures.end() ? nullptr : found;
}

}  // namespace

TrainableNetwork::Rows TrainableNetwork::Rows::narrow(std::int64_t first, std::int64_t count) const {
    const auto part = [&](const at::Tensor& all) { return all.defined() && all.size(0) > 1 ? all.narrow(0, first, count) : all; };
    return {part(x), part(t), part(context), part(pooled), part(time_ids), part(label), attention.narrow(first, count), count == x.size(0) ? copies : 1,
            count == x.size(0) ? prompts : nullptr};
}

TrainableNetwork::TrainableNetwork(const Weights& weights, const Key& identity, const MemoryLimits& limits)
    : state_(weights.state()), placement_(weights.placement()), limits_(limits), identity_(identity), bytes_(weights.bytes()) {}

at::Tensor TrainableNetwork::step_of(double t) const { return at::full({1}, t, at::TensorOptions(placement_.device).dtype(at::kFloat)); }

MemoryLimits TrainableNetwork::limits_for(const Weights& others) const { return others.trains() ? MemoryLimits{} : limits_; }

std::vector<at::Tensor> TrainableNetwork::predict_rows(const Rows& rows, std::int64_t pictures, std::int64_t at_once, const Cancel& cancel) const {
    return watch_rows(rows, pictures, at_once, cancel).outputs;
}

Network::Watched TrainableNetwork::watch_rows(const Rows& rows, std::int64_t pictures, std::int64_t at_once, const Cancel& cancel) const {
    const std::int64_t count = rows.x.size(0);
    std::vector<at::Tensor> outputs, attention;
    for (std::int64_t first = 0; first < count;) {
        const std::int64_t size = std::min(at_once, count - first);
        Rows part = rows.narrow(first, size);
        at::Tensor watched;
        if (rows.attention.is_watched) part.attention.watched = &watched;
        try {
            outputs.push_back(run_forward(rows.x, trains_, [&] { return forward(part, cancel); }));
            if (watched.defined()) attention.push_back(watched.clone());   // no inference tensor
            first += size;
        } catch (const c10::OutOfMemoryError&) {   // the estimate was too good
            if (at_once == 1) throw;
            at_once = (at_once + 1) / 2;
            c10::getDeviceAllocator(placement_.device.type())->emptyCache();
        }
    }
    const auto by_conditioning = [&](const std::vector<at::Tensor>& parts) {
        return parts.empty() ? std::vector<at::Tensor>() : joined(parts).split(pictures);
    };
    return {by_conditioning(outputs), by_conditioning(attention)};
}

std::vector<at::Tensor> TrainableNetwork::predict_plain(const at::Tensor& x, double t, std::span<const Conditioning* const> conditionings,
                                                        std::int64_t factor, std::size_t values, const Cancel& cancel) const {
    for (const auto* conditioning : conditionings)
        if (conditioning->context.defined() || conditioning->label.defined())
            refuse_conditioning("This model draws without a prompt or a class, and it was given one.",
                                "Leave the conditioning unconnected, or choose a model that reads one.");
    if (x.size(2) % factor != 0 || x.size(3) % factor != 0)
        throw Failure({Code::bad_workflow, "This model draws pictures whose sides are multiples of " + std::to_string(factor) + " pixels, not " +
                                               std::to_string(x.size(3)) + " x " + std::to_string(x.size(2)) + ".",
                       "Resize the picture first.", "", "", ""});
    return behind_torch_wall([&] {
        const Rows rows{enter(x, placement_), step_of(t), {}, {}, {}, {}};
        const auto outputs = predict_rows(rows, x.size(0), rows_that_fit(rows.x, values), cancel);
        return std::vector<at::Tensor>(conditionings.size(), outputs.front());
    });
}

std::int64_t TrainableNetwork::rows_that_fit(const at::Tensor& x, std::size_t values) const {
    constexpr std::size_t small = std::size_t{256} << 20;
    const std::size_t row = values * static_cast<std::size_t>(x.size(2) * x.size(3)) * at::elementSize(placement_.dtype);
    const auto rows = static_cast<std::size_t>(x.size(0));
    if (limits_.activations == unlimited_memory && rows * row <= small) return x.size(0);   // not worth asking
    const std::size_t free = limits_.activations == unlimited_memory ? free_memory(placement_.device) : limits_.activations;
    if (limits_.activations == unlimited_memory)
        need_memory(placement_.device, static_cast<double>(row),
                    "a latent of " + std::to_string(x.size(3)) + " x " + std::to_string(x.size(2)) + " in this model");
    return static_cast<std::int64_t>(std::clamp<std::size_t>(free / row, 1, rows));
}

at::Tensor joined(const std::vector<at::Tensor>& parts) {
    return parts.empty() ? at::Tensor() : parts.size() == 1 ? parts.front() : at::cat(parts);
}

void refuse_conditioning(std::string what, std::string hint) {
    throw Failure({Code::bad_workflow, std::move(what), std::move(hint), "", "", ""});
}

std::shared_ptr<const TrainableNetwork> make_network(const Weights& weights, const Json& config, const Key& identity, const MemoryLimits& limits) {
    const Architecture* architecture = architecture_of(config);
    if (!architecture) {
        std::string known;
        for (const auto& one : architectures) known += (known.empty() ? "" : ", ") + std::string(one.class_name);
        throw Failure({Code::bad_model, "The network's configuration cannot be used: the architecture '" + class_name_of(config).substr(0, 60) + "' is not known.",
                       "Known are " + known + ".", "", "", ""});
    }
    return architecture->make(weights, config, identity, limits);
}

bool keeps_original_names(const Json& config) {
    const Architecture* architecture = architecture_of(config);
    return architecture && architecture->keeps_names;
}

}  // namespace noiseloom
