#include "models/model_index.h"

#include <algorithm>
#include <set>

#include "core/json.h"
#include "models/model_file.h"
#include "models/plain_text.h"

namespace noiseloom {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t index_bytes = std::size_t{64} << 20;
constexpr std::size_t most_shards = 1000;

Error bad_index(const fs::path& file, const std::string& what, std::string hint = "") {
    return {Code::bad_model, plain_text(file.string(), 400) + ": " + what, std::move(hint), "", "", ""};
}

// A plain name of the same folder: no way up, out, or to another protocol.
bool is_plain_file_name(const std::string& name) {
    return name.ends_with(".safetensors") && !name.starts_with('.') && name.size() <= 255 && name.find_first_of(std::string_view("/\\:\0", 4)) == std::string::npos &&
           plain_text(name, 255) == name;
}

bool is_there(const fs::path& path) {
    std::error_code ignored;
    return fs::exists(path, ignored);
}

std::vector<std::string> files_in(const fs::path& folder) {
    std::vector<std::string> names;
    std::error_code problem;
    for (fs::directory_iterator it(folder, problem), end; !problem && it != end; it.increment(problem)) names.push_back(it->path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace

bool is_shard_index(const fs::path& path) {
    const std::string name = path.filename().string();
    return name.find(".safetensors.index.") != std::string::npos && name.ends_with(".json");
}

Result<ShardIndex> read_shard_index(const fs::path& index) {
    NL_TRY(const ModelFile file, ModelFile::open(index));
    if (file.size() > index_bytes) return bad_index(index, "the index is larger than " + std::to_string(index_bytes >> 20) + " MiB");
    NL_TRY(const std::string text, file.read(0, static_cast<std::size_t>(file.size())));
    auto parsed = parse_json(text, {}, Code::bad_model);
    if (!parsed) return bad_index(index, parsed.error().message, parsed.error().hint);
    const Json& json = *parsed;
    if (!json.is_object() || !json.contains("weight_map") || !json["weight_map"].is_object())
        return bad_index(index, "an object 'weight_map' from tensors to files is expected");

    ShardIndex result;
    std::set<std::string> shards;
    for (const auto& [tensor, shard] : json["weight_map"].items()) {
        if (!shard.is_string()) return bad_index(index, "a file name is expected, at weight_map." + plain_text(tensor));
        const auto& name = shard.get_ref<const std::string&>();
        if (!is_plain_file_name(name))
            return bad_index(index, "'" + plain_text(name) + "' is not the name of a .safetensors file in the same folder, at weight_map." + plain_text(tensor),
                             "Only use indexes from a source you trust.");
        shards.insert(name);
        if (shards.size() > most_shards) return bad_index(index, "more than " + std::to_string(most_shards) + " shards");
        result.shard_of.emplace(tensor, name);
    }
    if (shards.empty()) return bad_index(index, "the index names no tensors");
    for (const std::string& name : shards)
        if (!is_there(index.parent_path() / name))
            return bad_index(index, "the shard '" + name + "' is missing", "Download all of the model's files into the same folder.");
    result.shards.assign(shards.begin(), shards.end());
    if (json.contains("metadata") && json["metadata"].is_object()) {
        const Json& total = json["metadata"].value("total_size", Json());
        if (total.is_number_unsigned()) result.total_bytes = total.get<std::uint64_t>();
    }
    return result;
}

Result<fs::path> find_weights(const fs::path& path, std::string_view variant) {
    std::error_code ignored;
    if (!fs::is_directory(path, ignored)) return path;
    std::vector<std::string> variants{"", "fp16"};
    if (!variant.empty()) variants.insert(variants.begin(), std::string(variant));
    for (const std::string& wanted : variants) {
        const std::string dotted = wanted.empty() ? "" : "." + wanted;
        for (const std::string stem : {"diffusion_pytorch_model", "model"})
            for (const std::string& name : {stem + dotted + ".safetensors", stem + ".safetensors.index" + dotted + ".json", stem + dotted + ".safetensors.index.json"})
                if (is_there(path / name)) return path / name;
    }
    std::vector<std::string> weights, pickles;
    for (const std::string& name : files_in(path)) {
        if (name.ends_with(".safetensors")) weights.push_back(name);
        if (name.ends_with(".bin") || name.ends_with(".ckpt") || name.ends_with(".pt") || name.ends_with(".pth")) pickles.push_back(name);
    }
    if (weights.size() == 1) return path / weights.front();
    if (!weights.empty())
        return bad_index(path, "the folder holds " + std::to_string(weights.size()) + " .safetensors files", "Choose one of the files.");
    if (!pickles.empty())
        return bad_index(path, "the folder holds its weights only as a pickle ('" + plain_text(pickles.front()) + "')",
                         "Pickle files can run code when they are opened, so they are refused. Use the model's .safetensors version.");
    return bad_index(path, files_in(path).empty() && fs::is_empty(path, ignored) ? "the folder is empty" : "the folder holds no .safetensors file",
                     "Model folders hold .safetensors files, or are in the diffusers layout with unet/, vae/ and text_encoder/.");
}

}  // namespace noiseloom
