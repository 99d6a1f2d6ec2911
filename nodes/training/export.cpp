#include "training/export.h"

#include <cstdio>
#include <regex>
#include <set>
#include <vector>

#include <ATen/ATen.h>

#include "core/atomic_file.h"
#include "models/safetensors.h"

namespace noiseloom {
namespace {

using Tensors = std::map<std::string, at::Tensor>;

// In float16, by name, each part of at most `largest` bytes (or a single tensor).
std::vector<Tensors> sharded(const StateDict& weights, std::uint64_t largest) {
    std::vector<Tensors> shards(1);
    std::uint64_t size = 0;
    for (const auto& name : weights.names()) {
        at::Tensor half = weights.find(name).detach().to(at::kHalf);
        if (size + half.nbytes() > largest && !shards.back().empty()) {
            shards.emplace_back();
            size = 0;
        }
        size += half.nbytes();
        shards.back()[name] = std::move(half);
    }
    return shards;
}

// What an earlier export may have left of this file: "model.safetensors", its index and "model-00001-of-00003.safetensors", but for those `written` now.
void remove_replaced(const std::filesystem::path& folder, const std::string& file, const std::set<std::string>& written) {
    const std::regex ours("(-\\d{5,}-of-\\d{5,})?\\.safetensors|\\.safetensors\\.index\\.json");
    std::error_code ignored;
    for (std::filesystem::directory_iterator it(folder, ignored), end; !ignored && it != end; it.increment(ignored)) {
        const std::string name = it->path().filename().string();
        std::error_code stays;
        if (name.starts_with(file) && std::regex_match(name.substr(file.size()), ours) && !written.contains(name)) std::filesystem::remove(it->path(), stays);
    }
}

}  // namespace

void make_folders(const std::filesystem::path& folder) {
    std::error_code problem;
    std::filesystem::create_directories(folder, problem);
    if (problem) throw Failure({Code::disk, "The folder " + folder.string() + " cannot be made: " + problem.message() + ".", "", "", "", ""});
}

void write_json(const std::filesystem::path& file, const Json& json) { write_file(file, json_text(json, 2) + "\n").or_throw(); }

void write_model_part(const std::filesystem::path& folder, const std::string& file, const Json& config, const StateDict& weights, std::uint64_t largest_file) {
    make_folders(folder);
    std::vector<Tensors> shards = sharded(weights, largest_file);
    std::set<std::string> written;
    if (shards.size() == 1) {
        written.insert(file + ".safetensors");
        write_safetensors(folder / (file + ".safetensors"), shards.front(), {{"format", "pt"}}).or_throw();
    } else {
        Json places = Json::object();
        std::uint64_t total = 0;
        for (std::size_t i = 0; i < shards.size(); ++i) {
            char name[32];
            std::snprintf(name, sizeof name, "-%05zu-of-%05zu", i + 1, shards.size());
            const std::string shard = file + name + ".safetensors";
            written.insert(shard);
            write_safetensors(folder / shard, shards[i], {{"format", "pt"}}).or_throw();
            for (const auto& [key, tensor] : shards[i]) {
                places[key] = shard;
                total += tensor.nbytes();
            }
        }
        written.insert(file + ".safetensors.index.json");
        write_json(folder / (file + ".safetensors.index.json"), {{"metadata", {{"total_size", total}}}, {"weight_map", places}});
    }
    remove_replaced(folder, file, written);
    write_json(folder / "config.json", config);
}

void copy_model_part(const std::filesystem::path& from, const std::filesystem::path& to) {
    std::error_code problem;
    std::filesystem::copy(from, to, std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing, problem);
    if (problem)
        throw Failure({Code::disk, from.string() + " cannot be copied to " + to.string() + ": " + problem.message() + ".",
                       "What was learnt is in the checkpoint: mend this and give the same command again.", "", "", ""});
}

}  // namespace noiseloom
