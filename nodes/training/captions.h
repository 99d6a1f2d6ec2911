// Captions as the ids that a text tower reads.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "models/text/tokenizer.h"
#include "training/data.h"

namespace noiseloom {

// [N, length] int64: start, ids, end, padding.
at::Tensor to_ids(const Tokenizer& tokenizer, const std::vector<std::string>& captions, std::size_t length);

// The columns up to the last end token of any row: a causal tower gives the same pooled state without the rest.
at::Tensor without_padding(const at::Tensor& ids, std::int64_t end);

// [N, N] bool: captions that are the same.
at::Tensor same_text(const std::vector<std::string>& a, const std::vector<std::string>& b);

// The folder of a configuration's "tokenizer": the one that it names, or for { "length": 32, "merges": 1000 } one below
// `cache` with a tokenizer made of the data's own words. Throws Failure.
std::filesystem::path tokenizer_folder(Settings& settings, const DataSet& data, const std::filesystem::path& cache);

// Copies vocab.json, merges.txt and the tokenizer's configuration to `to`. Throws Failure (disk).
void copy_tokenizer(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace noiseloom
