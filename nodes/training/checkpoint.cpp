#include "training/checkpoint.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include "models/safetensors.h"

namespace noiseloom {
namespace {

// The path of the first value that differs ("model.latent_channels"); empty if none does.
std::string difference(const Json& a, const Json& b, const std::string& path = "") {
    if (a == b) return "";
    if (!a.is_object() || !b.is_object()) return path.empty() ? "(all)" : path;
    for (const auto* side : {&a, &b})
        for (const auto& [key, value] : side->items()) {
            const std::string inner = path.empty() ? key : path + "." + key;
            if (!a.contains(key) || !b.contains(key)) return inner;
            if (auto found = difference(a[key], b[key], inner); !found.empty()) return found;
        }
    return "";
}

}  // namespace

Result<void> write_checkpoint(const std::filesystem::path& file, const RunPosition& position, const Json& identity,
                              const std::vector<NetworkState>& networks) {
    std::map<std::string, at::Tensor> all;
    for (const NetworkState& network : networks) {
        for (const auto& name : network.weights.names()) all[network.prefix + "weights." + name] = network.weights.find(name).detach();
        for (std::size_t i = 0; network.average && i < network.parameters.names.size(); ++i)
            all[network.prefix + "average." + network.parameters.names[i]] = network.average->values()[i];
        for (const auto& [name, tensor] : network.optimizer.state()) all[network.prefix + "adamw." + name] = tensor;
    }
    return write_safetensors(file, all, {{"noiseloom.training", "1"},
                                         {"step", std::to_string(position.step)},
                                         {"seconds", std::to_string(position.seconds)},
                                         {"identity", json_text(identity)}});
}

Result<RunPosition> read_checkpoint(const std::filesystem::path& file, const Json& identity, const std::vector<NetworkState>& networks) {
    NL_TRY(const SafetensorsFile opened, SafetensorsFile::open(file));
    const auto text = [&](const char* key) {
        const auto found = opened.metadata().find(key);
        return found == opened.metadata().end() ? std::string() : found->second;
    };
    if (text("noiseloom.training") != "1")
        return Error{Code::bad_model, file.string() + " is not a checkpoint of a training run.", "Choose another output folder.", "", "", ""};
    NL_TRY(const Json saved, parse_json(text("identity"), {}, Code::bad_model));
    if (const std::string where = difference(saved, identity); !where.empty())
        return Error{Code::bad_workflow, "The checkpoint " + file.string() + " belongs to a run with another '" + where + "'.",
                     "Begin anew with --restart, or choose another output folder.", "", "", ""};
    NL_TRY(const StateDict state, load_state_dict(file));
    const c10::NoGradGuard constant;
    try {
        for (const NetworkState& network : networks) {
            const StateDict own = state.scoped(network.prefix);
            for (const auto& name : network.weights.names()) {
                const at::Tensor value = network.weights.find(name);
                value.copy_(own.take("weights." + name, value.sizes()));
            }
            if (network.average) network.average->restore(network.parameters, own.scoped("average."));
            network.optimizer.restore(own.scoped("adamw."));
        }
    } catch (const Failure& failure) {
        return failure.error();
    }
    return RunPosition{std::atoll(text("step").c_str()), std::atof(text("seconds").c_str())};
}

}  // namespace noiseloom
