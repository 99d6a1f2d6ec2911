// Makes a tokenizer for a small world of words, in CLIP's file formats.
//
// Byte-pair encoding (Sennrich, Haddow and Birch, "Neural Machine Translation of Rare Words with Subword
// Units", ACL 2016): every word starts as its bytes, the last one marked "</w>"; the most frequent pair
// of neighbours becomes one symbol, again and again. Left to run until no pair remains, it gives every
// word of the texts one token, while any other text still falls back to pieces and bytes.
//
// Ids go as in OpenAI's vocabulary: 256 bytes, 256 final bytes, the merges in order, start, end.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

#include "models/text/tokenizer.h"

namespace noiseloom {

struct TokenizerTraining {
    std::size_t most_merges = 48'894;   // CLIP's number
    std::size_t length = 77;            // ids in a full context, start and end included; 3 to 4096
};

// Texts are split into words as Tokenizer splits them; how often a word occurs counts. Equal frequencies:
// the pair of lower ids. The work is words times merges: meant for thousands of words, not for the web.
// Fills all files but tokenizer.json. Errors: usage.
Result<TokenizerFiles> train_tokenizer(std::span<const std::string> texts, const TokenizerTraining& training = {});

// Writes the files into a folder, which is made if it does not exist. Errors: disk.
Result<void> save_tokenizer(const TokenizerFiles& files, const std::filesystem::path& folder);

}  // namespace noiseloom
