#include "training/checkpoint.h"

#include <cstdlib>

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include "training/sealed_file.h"
#include "training/settings.h"

namespace noiseloom {
namespace {

constexpr const char* version = "2";
constexpr Seal checkpoint_seal{"checkpoint"};

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

Error damaged(const std::filesystem::path& file, const std::string& what, std::string details = "") {
    return {Code::bad_model, "The checkpoint " + file.string() + " is damaged: " + what + ".", "Begin anew with --restart, or put back a copy of it.", "", "", std::move(details)};
}

struct Checkpoint {
    RunPosition position;
    StateDict state;
};

Result<Checkpoint> opened(const std::filesystem::path& file, const Json& identity, const Json& defaults) {
    auto read = read_sealed(file, checkpoint_seal);
    if (!read && read.error().code != Code::bad_model) return read.error();
    if (!read) return damaged(file, "it is no whole safetensors file", read.error().message);
    if (read->metadata["noiseloom.training"] != version)
        return Error{Code::bad_model, file.string() + " is not a checkpoint of a training run, or one of an older Noiseloom.", "Choose another output folder, or begin anew with --restart.", "", "", ""};
    const auto saved = parse_json(read->metadata["identity"], {}, Code::bad_model);
    if (!saved) return damaged(file, "its metadata cannot be read", saved.error().message);
    if (!read->is_whole) return damaged(file, "its checksum does not fit what it holds");
    if (const std::string where = difference(with_defaults(*saved, defaults), with_defaults(identity, defaults)); !where.empty())
        return Error{Code::bad_workflow, "The checkpoint " + file.string() + " belongs to a run with another '" + where + "'.",
                     "Begin anew with --restart, or choose another output folder.", "", "", ""};
    Checkpoint whole{{std::atoll(read->metadata["step"].c_str()), std::atof(read->metadata["seconds"].c_str())}, StateDict(file.filename().string())};
    for (auto& [name, tensor] : read->tensors) whole.state.put(name, std::move(tensor));
    return whole;
}

}  // namespace

Result<void> write_checkpoint(const std::filesystem::path& file, const RunPosition& position, const Json& identity,
                              const std::vector<NetworkState>& networks) {
    Tensors all;
    for (const NetworkState& network : networks) {
        for (const auto& name : network.weights.names()) all[network.prefix + "weights." + name] = network.weights.find(name).detach();
        for (std::size_t i = 0; network.average && i < network.parameters.names.size(); ++i)
            all[network.prefix + "average." + network.parameters.names[i]] = network.average->values()[i];
        for (const auto& [name, tensor] : network.optimizer.state()) all[network.prefix + "adamw." + name] = tensor;
    }
    return write_sealed(file, checkpoint_seal, all,
                        {{"noiseloom.training", version},
                         {"step", std::to_string(position.step)},
                         {"seconds", std::to_string(position.seconds)},
                         {"identity", json_text(identity)}});
}

Result<RunPosition> read_position(const std::filesystem::path& file, const Json& identity, const Json& defaults) {
    NL_TRY(const Checkpoint read, opened(file, identity, defaults));
    return read.position;
}

Result<RunPosition> read_checkpoint(const std::filesystem::path& file, const Json& identity, const Json& defaults, const std::vector<NetworkState>& networks) {
    NL_TRY(const Checkpoint read, opened(file, identity, defaults));
    const c10::NoGradGuard constant;
    try {
        for (const NetworkState& network : networks) {
            const StateDict own = read.state.scoped(network.prefix);
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
    return read.position;
}

}  // namespace noiseloom
