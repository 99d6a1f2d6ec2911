#include "models/lora_keys.h"

#include <algorithm>
#include <set>
#include <span>
#include <utility>

#include "models/key_layout.h"

namespace noiseloom {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

constexpr std::pair<std::string_view, LoraPart> flat_parts[] = {
    {"lora_unet_", LoraPart::unet}, {"lora_te_", LoraPart::text}, {"lora_te1_", LoraPart::text}, {"lora_te2_", LoraPart::text_2},
    {"lora_ie_", LoraPart::image}};
constexpr std::pair<std::string_view, LoraPart> dotted_parts[] = {
    {"unet.", LoraPart::unet}, {"text_encoder.", LoraPart::text}, {"text_encoder_2.", LoraPart::text_2},
    {"image_encoder.", LoraPart::image}};

// How names end, and what that means; of two that fit the longer one comes first.
constexpr Pair endings[] = {{".lora_linear_layer.down.weight", "down"}, {".lora_linear_layer.up.weight", "up"}, {".lora_down.weight", "down"},
                            {".lora_up.weight", "up"},   {".lora_mid.weight", "mid"}, {".lora_A.default.weight", "down"}, {".lora_B.default.weight", "up"},
                            {".lora_A.weight", "down"},  {".lora_B.weight", "up"},    {".lora.down.weight", "down"},      {".lora.up.weight", "up"},
                            {"_lora.down.weight", "down"}, {"_lora.up.weight", "up"}, {".lora_magnitude_vector", "dora"}, {".dora_scale", "dora"},
                            {".alpha", "alpha"},         {".diff", "diff"},           {".diff_b", "diff_b"}};
constexpr std::string_view products[] = {"hada_w1_a", "hada_w1_b", "hada_w2_a", "hada_w2_b", "hada_t1", "hada_t2", "lokr_w1", "lokr_w1_a", "lokr_w1_b",
                                         "lokr_w2", "lokr_w2_a", "lokr_w2_b", "lokr_t2"};

std::string without(std::string text, std::string_view part) {
    if (const auto at = text.find(part); at != std::string::npos) text.erase(at, part.size());
    return text;
}

bool take_part(std::string_view& name, LoraKey& key) {
    const auto take = [&](std::span<const std::pair<std::string_view, LoraPart>> parts, bool is_flat) {
        for (const auto& [prefix, part] : parts)
            if (name.starts_with(prefix)) {
                name.remove_prefix(prefix.size());
                key.part = part;
                key.is_flat = is_flat;
                return true;
            }
        return false;
    };
    return take(flat_parts, true) || take(dotted_parts, false);
}

// Every name that LDM's layout may give to a tensor of a UNet with these (diffusers') names; many of them belong to none.
std::vector<std::string> ldm_candidates(const std::vector<std::string>& names) {
    constexpr int most_blocks = 40;
    std::set<std::string> attention{"proj_in.", "proj_out."};
    int per_level = 1;   // residual blocks of a level, and what halves the picture
    for (const std::string& name : names) {
        if (const auto at = name.find("transformer_blocks."); at != std::string::npos && name.ends_with(".weight"))
            attention.insert(name.substr(at, name.size() - at - std::string_view("weight").size()));
        for (int i = 0; i < most_blocks; ++i)
            if (name.starts_with("down_blocks.0.resnets." + std::to_string(i) + ".")) per_level = std::max(per_level, i + 2);
    }
    std::vector<std::string> found{"input_blocks.0.0.weight", "time_embed.0.weight", "time_embed.2.weight", "label_emb.0.0.weight", "label_emb.0.2.weight",
                                   "out.2.weight"};
    const auto add = [&](const std::string& below) {
        for (const char* inner : {"in_layers.2.", "emb_layers.1.", "out_layers.3.", "skip_connection.", "conv."}) found.push_back(below + inner + "weight");
        for (const std::string& inner : attention) found.push_back(below + inner + "weight");
    };
    for (int i = 0; i < most_blocks; ++i) {
        for (int part = 0; part < 3; ++part)
            for (const char* blocks : {"input_blocks.", "output_blocks."}) add(blocks + std::to_string(i) + "." + std::to_string(part) + ".");
        if (i > 0 && i % per_level == 0) found.push_back("input_blocks." + std::to_string(i) + ".0.op.weight");
    }
    for (int i = 0; i < 3; ++i) add("middle_block." + std::to_string(i) + ".");
    return found;
}

}  // namespace

std::string_view prefix_of(LoraPart part) {
    switch (part) {
        case LoraPart::unet: return "unet";
        case LoraPart::text: return "text_encoder";
        case LoraPart::text_2: return "text_encoder_2";
        case LoraPart::image: return "image_encoder";
    }
    return "";
}

std::string flattened(std::string module) {
    std::replace(module.begin(), module.end(), '.', '_');
    return module;
}

std::optional<LoraKey> read_lora_key(std::string_view name) {
    constexpr std::string_view peft = "base_model.model.";
    LoraKey key;
    const bool is_peft = name.starts_with(peft);   // PEFT's own files hold one network: a UNet, if they do not say
    if (is_peft) name.remove_prefix(peft.size());
    if (!take_part(name, key) && !is_peft) return {};
    const auto ends_with = [&](std::string_view ending) { return name.size() > ending.size() && name.ends_with(ending); };
    for (const auto& [ending, role] : endings) {
        if (!ends_with(ending)) continue;
        key.module = without(std::string(name.substr(0, name.size() - ending.size())), ".processor");
        if (ending.starts_with("_lora") && key.module.ends_with(".to_out")) key.module += ".0";
        key.role = role;
        return key;
    }
    for (const std::string_view product : products) {
        const std::string ending = "." + std::string(product);
        if (!ends_with(ending)) continue;
        key.module = std::string(name.substr(0, name.size() - ending.size()));
        key.role = product;
        return key;
    }
    return {};
}

std::map<std::string, std::string> lora_modules(LoraPart part, const std::vector<std::string>& names) {
    constexpr std::string_view weight = ".weight";
    std::map<std::string, std::string> modules;
    const auto module_of = [&](const std::string& name) { return name.substr(0, name.size() - weight.size()); };
    for (const std::string& name : names) {
        if (!name.ends_with(weight)) continue;
        modules[module_of(name)] = module_of(name);
        modules[flattened(module_of(name))] = module_of(name);
    }
    if (part != LoraPart::unet) return modules;
    for (const Renamed& key : unet_keys(ldm_candidates(names)).renamed) {
        const auto found = modules.find(module_of(key.to));
        if (found != modules.end()) modules.emplace(flattened(module_of(key.from)), found->second);
    }
    return modules;
}

}  // namespace noiseloom
