#include "training/export.h"

#include <ATen/ATen.h>

#include "core/atomic_file.h"
#include "models/safetensors.h"

namespace noiseloom {

void make_folders(const std::filesystem::path& folder) {
    std::error_code problem;
    std::filesystem::create_directories(folder, problem);
    if (problem) throw Failure({Code::disk, "The folder " + folder.string() + " cannot be made: " + problem.message() + ".", "", "", "", ""});
}

void write_json(const std::filesystem::path& file, const Json& json) { write_file(file, json_text(json, 2) + "\n").or_throw(); }

void write_model_part(const std::filesystem::path& folder, const std::string& file, const Json& config, const StateDict& weights) {
    make_folders(folder);
    std::map<std::string, at::Tensor> all;
    for (const auto& name : weights.names()) all[name] = weights.find(name).detach().to(at::kHalf);
    write_safetensors(folder / (file + ".safetensors"), all, {{"format", "pt"}}).or_throw();
    write_json(folder / "config.json", config);
}

}  // namespace noiseloom
