#include "training/initial.h"

#include <algorithm>
#include <cmath>

#include <ATen/ATen.h>

#include "core/text.h"
#include "diffusion/random.h"
#include "models/device.h"
#include "training/lora.h"

namespace noiseloom {
namespace {

constexpr double embedding_deviation = 0.02;

// What a bias belongs to: the weight of the same layer, which architectures take first.
at::Tensor weight_beside(const StateDict& there, const std::string& name) {
    return there.find(name.substr(0, name.rfind('.') + 1) + "weight");
}

double bound_of(const at::Tensor& weight) { return 1 / std::sqrt(static_cast<double>(weight[0].numel())); }

at::Tensor initial(const StateDict& there, const std::string& name, at::IntArrayRef shape, Draws draws) {
    const at::Tensor empty = at::empty(shape, at::kFloat);
    const auto uniform = [&](double bound) { return draws.uniform(shape) * (2 * bound) - bound; };
    if (name.find("embedding.weight") != std::string::npos || name.ends_with("class_embedding"))
        return draws.normal(shape) * embedding_deviation;
    if (name.ends_with("label_emb.weight")) return draws.normal(shape);
    if (name.ends_with("out.2.positional_embedding")) return draws.normal(shape) / std::sqrt(static_cast<double>(shape[0]));
    if (name.ends_with("bias")) {
        const at::Tensor weight = weight_beside(there, name);
        return weight.defined() && weight.dim() > 1 ? uniform(bound_of(weight)) : at::zeros_like(empty);
    }
    return shape.size() > 1 ? uniform(bound_of(empty)) : at::ones_like(empty);
}

// Refused before the memory is full: a network is made weight by weight, and no key of its configuration bounds it alone.
void need_room(const std::string& name, at::IntArrayRef shape) {
    constexpr double copies = 2, spare = 256 << 20;   // as it is drawn and as a leaf; what has to stay free
    const double bytes = copies * sizeof(float) * static_cast<double>(c10::multiply_integers(shape));
    need_memory(at::kCPU, bytes + spare, "The model's next weight, '" + name + "',");
}

std::vector<std::string> read_prefixes(Settings& settings, const std::string& key) {
    const Json json = settings.any(key);
    if (json.is_null()) return {};
    if (!json.is_array()) settings.refuse(key, "is not a list of beginnings of names");
    std::vector<std::string> prefixes;
    for (const auto& prefix : json) {
        if (!prefix.is_string() || prefix.get<std::string>().empty()) settings.refuse(key, "holds something else than beginnings of names");
        prefixes.push_back(prefix.get<std::string>());
    }
    return prefixes;
}

}  // namespace

std::vector<std::string> zero_ends(const Json& model) {
    const Json name = model.value("_class_name", Json());
    if (name == "UNetModel") return {"out_layers.3.weight", "out_layers.3.bias", "proj_out.weight", "proj_out.bias", "out.2.weight", "out.2.bias"};
    if (name == "EncoderUNetModel") return {"out_layers.3.weight", "out_layers.3.bias", "proj_out.weight", "proj_out.bias", "out.3.weight", "out.3.bias"};
    if (name == "NoisyClassifier") return {"conv2.weight"};
    return {"conv2.weight", "proj_out.weight", "conv_out.weight"};
}

void put_initial(Settings& settings, StateDict& state, at::Device device) {
    const auto lora = LoraSettings::read(settings);
    if (!settings.has("initial")) return;
    Settings initial = settings.section("initial");
    const StateDict given = load_state_dict(initial.needed_path("from")).or_throw();
    const auto only = read_prefixes(initial, "only");
    initial.finish();
    if (!only.empty() && lora && !lora->merge)
        initial.refuse("only", "leaves weights that a seed draws, which the LoRA's file would not hold", "Take all weights, or set 'merge' of 'lora' to write the whole model too.");
    bool found = false;
    for (const auto& name : given.names()) {
        if (!only.empty() && !begins_with_any(name, only)) continue;
        state.put(name, as_leaf(given.find(name), device));
        found = true;
    }
    if (!found) initial.refuse("only", "leaves none of the weights in " + given.source());
    if (lora) add_lora(*lora, settings, state);
}

void check_initial(const Settings& settings, const StateDict& state) {
    for (const auto& unused : state.unused())
        if (!is_of_lora(unused))
            settings.refuse("initial", "holds '" + unused + "', which the model to train does not have",
                            "Give the model the same shape, or take a part of the weights with 'only'.");
}

std::vector<std::string> read_frozen(Settings& settings, const StateDict& state) {
    auto frozen = read_prefixes(settings, "frozen");
    const auto names = state.names();
    for (const auto& prefix : frozen)
        if (std::none_of(names.begin(), names.end(), [&](const std::string& name) { return name.starts_with(prefix); }))
            settings.refuse("frozen", "holds '" + prefix.substr(0, 60) + "', with which no weight of the model begins", "The first weight is " + names.front() + ".");
    return frozen;
}

at::Tensor as_leaf(const at::Tensor& tensor, at::Device device) {
    const auto layout = tensor.dim() == 4 ? at::MemoryFormat::ChannelsLast : at::MemoryFormat::Contiguous;
    return at::empty(tensor.sizes(), at::TensorOptions(device).dtype(at::kFloat), layout).copy_(tensor.detach()).requires_grad_(true);
}

StateDict::Maker pytorch_defaults(std::uint64_t seed, at::Device device, std::vector<std::string> zero) {
    return [seed, device, zero = std::move(zero)](const StateDict& there, const std::string& name, at::IntArrayRef shape) {
        const bool is_zero = std::any_of(zero.begin(), zero.end(), [&](const std::string& end) { return name.ends_with(end); });
        need_room(name, shape);
        return as_leaf(is_zero ? at::zeros(shape, at::kFloat) : initial(there, name, shape, Draws(mixed(seed, name))), device);
    };
}

}  // namespace noiseloom
