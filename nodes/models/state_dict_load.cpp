#include <algorithm>

#include "models/model_index.h"
#include "models/plain_text.h"
#include "models/safetensors.h"
#include "models/state_dict.h"

namespace noiseloom {
namespace {

Error bad_shards(const std::filesystem::path& index, const std::string& what) {
    return {Code::bad_model, plain_text(index.string(), 400) + ": " + what, "Download all of the model's files again, from one source.", "", "", ""};
}

Result<StateDict> load_shards(const std::filesystem::path& path) {
    NL_TRY(const ShardIndex index, read_shard_index(path));
    StateDict state(path.filename().string());
    std::uint64_t bytes = 0;
    for (const std::string& shard : index.shards) {
        NL_TRY(const SafetensorsFile file, SafetensorsFile::open(path.parent_path() / shard));
        for (const SafetensorsEntry& entry : file.entries()) {
            const auto listed = index.shard_of.find(entry.name);
            if (listed == index.shard_of.end())
                return bad_shards(path, "the tensor '" + plain_text(entry.name) + "' of " + shard + " is not in the index");
            if (listed->second != shard)
                return bad_shards(path, "the tensor '" + plain_text(entry.name) + "' lies in " + shard + " and, by the index, in " + listed->second);
            state.put(entry.name, file.tensor(entry));
            bytes += entry.end - entry.begin;
        }
    }
    for (const auto& [tensor, shard] : index.shard_of)
        if (!state.contains(tensor)) return bad_shards(path, "the tensor '" + plain_text(tensor) + "' is not in " + shard);
    if (index.total_bytes && *index.total_bytes != bytes)
        return bad_shards(path, "the shards hold " + std::to_string(bytes) + " bytes of tensors but the index says " + std::to_string(*index.total_bytes));
    return state;
}

Result<StateDict> load_file(const std::filesystem::path& path) {
    NL_TRY(const SafetensorsFile file, SafetensorsFile::open(path));
    StateDict state(file.name());
    for (const SafetensorsEntry& entry : file.entries()) state.put(entry.name, file.tensor(entry));
    return state;
}

}  // namespace

Result<StateDict> load_state_dict(const std::filesystem::path& path, std::string_view variant) {
    NL_TRY(const std::filesystem::path weights, find_weights(path, variant));
    NL_TRY(StateDict state, is_shard_index(weights) ? load_shards(weights) : load_file(weights));
    // Without their scales, which stand beside them, these weights would load and give noise.
    for (const std::string& name : state.names())
        if (name == "scaled_fp8" || name.ends_with(".scaled_fp8") || name.ends_with(".scale_weight"))
            return Error{Code::bad_model, state.source() + ": the weights are scaled 8-bit floats ('" + plain_text(name) + "'), which are not supported",
                         "Use the model's float16 or plain 8-bit version.", "", "", ""};
    return state;
}

}  // namespace noiseloom
