// What a tokenizer's files say, in the form that encoding needs: the ids of single bytes, and for
// each pair of ids the merge that joins them. Shared by copies of a Tokenizer; immutable but for a
// cache of words behind a lock.
#pragma once

#include <array>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "models/text/tokenizer.h"

namespace noiseloom {

struct Merge {
    int rank = 0;   // its place in the merge list; lower goes first
    int id = 0;     // of the joined symbol
};

struct Tokenizer::Vocabulary {
    std::unordered_map<std::string, int> ids;    // by symbol, as in vocab.json
    std::array<int, 256> byte{};                 // id of a byte inside a word
    std::array<int, 256> last_byte{};            // id of a byte that ends a word ("</w>")
    std::unordered_map<std::uint64_t, Merge> merges;
    std::size_t size = 0;                        // largest id + 1

    static std::uint64_t pair(int left, int right) {
        return std::uint64_t{static_cast<std::uint32_t>(left)} << 32 | static_cast<std::uint32_t>(right);
    }
    const Merge* merge(int left, int right) const {
        const auto found = merges.find(pair(left, right));
        return found == merges.end() ? nullptr : &found->second;
    }

    std::optional<std::vector<int>> recall(const std::string& word) const;
    void remember(const std::string& word, const std::vector<int>& word_ids) const;
    std::size_t bytes() const;

  private:
    mutable std::mutex mutex_;
    mutable std::unordered_map<std::string, std::vector<int>> known_words_;
};

// The printable symbol, in UTF-8, that stands for each byte in vocab.json: Latin-1's printable
// characters for themselves, the others U+0100 upwards. `order` lists the bytes as ids 0..255 go.
struct ByteSymbols {
    std::array<std::string, 256> symbol;
    std::array<unsigned char, 256> order{};
};
ByteSymbols byte_symbols();

}  // namespace noiseloom
