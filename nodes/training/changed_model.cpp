#include "training/changed_model.h"

#include <set>

#include <ATen/ATen.h>

#include "models/key_layout.h"
#include "models/safetensors.h"
#include "training/export.h"

namespace noiseloom {
namespace {

namespace fs = std::filesystem;

// Where each tensor of the network lies among the names of a file, by canonical name.
std::vector<std::pair<std::string, std::string>> places(const StateDict& raw, bool is_checkpoint) {
    const std::string prefix = is_checkpoint ? checkpoint_prefixes(raw.names()).unet : "";
    std::vector<std::string> names = raw.scoped(prefix).names();
    std::vector<std::pair<std::string, std::string>> all;
    if (raw.contains_below(prefix + "input_blocks.") || raw.contains_below(prefix + "down_blocks."))
        for (const Renamed& key : unet_keys(names).renamed) all.emplace_back(key.to, prefix + key.from);
    for (const auto& name : names) all.emplace_back(name, prefix + name);   // networks that keep their original names
    return all;
}

std::map<std::string, at::Tensor> replaced(const StateDict& raw, const StateDict& weights, bool is_checkpoint) {
    std::map<std::string, at::Tensor> all;
    for (const auto& name : raw.names()) all[name] = raw.find(name);
    std::set<std::string> used;
    for (const auto& [canonical, name] : places(raw, is_checkpoint)) {
        const at::Tensor changed = weights.find(canonical), before = raw.find(name);
        if (!changed.defined() || changed.numel() != before.numel()) continue;
        all[name] = changed.detach().to(before.scalar_type()).contiguous().reshape(before.sizes());   // linear maps that files hold as 1x1 convolutions
        used.insert(canonical);
    }
    if (used.size() < weights.size())
        throw Failure({Code::bad_model, "The changed weights do not fit into " + raw.source() + ": it holds only some of them.",
                       "Write them over the model that they were trained from.", "", "", ""});
    return all;
}

bool holds_weights(const fs::path& file) { return file.filename().string().find(".safetensors") != std::string::npos; }

// What lies in a folder of the model.
std::vector<fs::path> entries(const fs::path& folder) {
    std::error_code problem;
    std::vector<fs::path> all;
    for (fs::directory_iterator it(folder, problem), end; !problem && it != end; it.increment(problem)) all.push_back(it->path());
    if (problem) throw Failure({Code::disk, "The model in " + folder.string() + " cannot be read: " + problem.message() + ".", "", "", "", ""});
    return all;
}

}  // namespace

void write_changed_model(const fs::path& original, const StateDict& weights, const fs::path& folder) {
    make_folders(folder);
    std::error_code none;
    if (!fs::is_directory(original, none)) {
        const StateDict raw = load_state_dict(original).or_throw();
        const bool is_checkpoint = !checkpoint_prefixes(raw.names()).unet.empty();
        return write_safetensors(folder / original.filename(), replaced(raw, weights, is_checkpoint)).or_throw();
    }
    for (const auto& entry : entries(original))
        if (entry.filename() != "unet") copy_model_part(entry, folder / entry.filename());
    make_folders(folder / "unet");
    for (const auto& entry : entries(original / "unet"))
        if (!holds_weights(entry)) copy_model_part(entry, folder / "unet" / entry.filename());
    const StateDict raw = load_state_dict(original / "unet").or_throw();
    write_safetensors(folder / "unet" / "diffusion_pytorch_model.safetensors", replaced(raw, weights, false), {{"format", "pt"}}).or_throw();
}

}  // namespace noiseloom
