#include "training/checkpoint.h"

#include <cstdlib>
#include <utility>

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include "core/key.h"
#include "models/safetensors.h"

namespace noiseloom {
namespace {

constexpr const char* version = "2";

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

// Of everything that a checkpoint holds, so that not even a flipped bit of a disk goes on training.
Key checksum(const std::map<std::string, at::Tensor>& tensors, const std::map<std::string, std::string>& metadata) {
    KeyBuilder key("checkpoint");
    for (const auto& [name, value] : metadata) key.add(name).add(value);
    for (const auto& [name, tensor] : tensors) {
        const at::Tensor plain = tensor.to(at::kCPU).contiguous();
        key.add(name).add_bytes(plain.const_data_ptr(), plain.nbytes());
    }
    return key.key();
}

Error damaged(const std::filesystem::path& file, const std::string& what, std::string details = "") {
    return {Code::bad_model, "The checkpoint " + file.string() + " is damaged: " + what + ".", "Begin anew with --restart, or put back a copy of it.", "", "", std::move(details)};
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
    std::map<std::string, std::string> metadata{{"noiseloom.training", version},
                                                {"step", std::to_string(position.step)},
                                                {"seconds", std::to_string(position.seconds)},
                                                {"identity", json_text(identity)}};
    metadata["checksum"] = checksum(all, metadata).hex();
    return write_safetensors(file, all, metadata);
}

Result<RunPosition> read_checkpoint(const std::filesystem::path& file, const Json& identity, const std::vector<NetworkState>& networks) {
    const auto opened = SafetensorsFile::open(file);
    if (!opened && opened.error().code != Code::bad_model) return opened.error();
    if (!opened) return damaged(file, "it is no whole safetensors file", opened.error().message);
    auto metadata = opened->metadata();
    if (metadata["noiseloom.training"] != version)
        return Error{Code::bad_model, file.string() + " is not a checkpoint of a training run, or one of an older Noiseloom.", "Choose another output folder, or begin anew with --restart.", "", "", ""};
    const auto saved = parse_json(metadata["identity"], {}, Code::bad_model);
    if (!saved) return damaged(file, "its metadata cannot be read", saved.error().message);
    std::map<std::string, at::Tensor> tensors;
    StateDict state(file.filename().string());
    for (const auto& entry : opened->entries()) {
        tensors[entry.name] = opened->tensor(entry);
        state.put(entry.name, tensors[entry.name]);
    }
    const std::string sum = std::exchange(metadata["checksum"], "");
    metadata.erase("checksum");
    if (sum != checksum(tensors, metadata).hex()) return damaged(file, "its checksum does not fit what it holds");
    if (const std::string where = difference(*saved, identity); !where.empty())
        return Error{Code::bad_workflow, "The checkpoint " + file.string() + " belongs to a run with another '" + where + "'.",
                     "Begin anew with --restart, or choose another output folder.", "", "", ""};
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
    return RunPosition{std::atoll(metadata["step"].c_str()), std::atof(metadata["seconds"].c_str())};
}

}  // namespace noiseloom
