// Where a model's weights lie: one file, or shards named by a *.safetensors.index.json.
//
// An index may name files of its own folder only. Links are followed as the user's choice of this
// folder: in a Hugging Face cache, snapshots/<revision>/ holds links into blobs/, and shards are
// looked for beside the link, not beside its target.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace noiseloom {

struct ShardIndex {
    std::map<std::string, std::string> shard_of;   // by tensor name
    std::vector<std::string> shards;               // sorted plain file names
    std::optional<std::uint64_t> total_bytes;      // of all tensors, where the index says so
};

Result<ShardIndex> read_shard_index(const std::filesystem::path& index);
bool is_shard_index(const std::filesystem::path& path);   // by name: *.safetensors.index[.variant].json

// The .safetensors file or the index of shards that holds the weights of `path`: itself if it is a
// file; in a folder diffusion_pytorch_model, model, or the only one there. `variant` ("fp16") prefers
// files of that variant and falls back to the plain ones; without it plain files come first.
Result<std::filesystem::path> find_weights(const std::filesystem::path& path, std::string_view variant = "");

}  // namespace noiseloom
