// CLIP's tokenizer: text -> ids of a byte-level BPE vocabulary.
//
// Text is brought to NFC, white space to single blanks, letters to lower case; split into words
// (contractions, runs of letters, single digits, runs of anything else); each word's UTF-8 bytes
// are written as 256 printable symbols, the last one marked "</w>", and merged pair by pair in the
// order of the merge list. Equal to transformers' CLIPTokenizer (tokenizers' NFC normaliser), as
// diffusers uses it.
//
// Special tokens written out by the user need a decision. transformers turns "<|endoftext|>" into the
// end token, which silently cuts the prompt there; here it is punctuation and letters, as in OpenAI's
// own tokenizer. Where the padding token is "!" (SD2, SDXL's second encoder in
// the diffusers layout), transformers gives each "!" that id, while A1111 and ComfyUI, which pad by
// number, take it for punctuation. Specials says which reading is wanted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace noiseloom {

struct Token {
    int id = 0;
    std::uint32_t begin = 0;   // bytes of the given text that the token's word came from
    std::uint32_t end = 0;
};

// Which special tokens written in a text count as such: none (A1111, ComfyUI), the padding token
// (diffusers, less the cut described above), all of them (exactly transformers).
enum class Specials { none, padding, all };

// The texts of a tokenizer's files; empty where there is no such file.
struct TokenizerFiles {
    std::string vocab;         // vocab.json
    std::string merges;        // merges.txt
    std::string tokenizer;     // tokenizer.json: used if vocab or merges is absent
    std::string config;        // tokenizer_config.json
    std::string special_map;   // special_tokens_map.json
};

class Tokenizer {
  public:
    // From a folder that holds vocab.json and merges.txt, or tokenizer.json (bad_model).
    static Result<Tokenizer> load(const std::filesystem::path& folder);
    static Result<Tokenizer> from_files(const TokenizerFiles& files);
    // From the merge list alone (OpenAI's order: 256 bytes, 256 final bytes, the merges, start, end).
    // Reads at most 48894 merges, CLIP's number. Padding with the end token, see with_padding().
    static Result<Tokenizer> from_merges(std::string_view merges);

    // Ids without start, end and padding. Bytes that are not UTF-8 count as U+FFFD each.
    std::vector<int> ids(std::string_view text, Specials specials = Specials::none) const;
    std::vector<Token> tokens(std::string_view text, Specials specials = Specials::none) const;
    // Start, at most length - 2 ids, end, padding: `length` ids.
    std::vector<int> framed(std::span<const int> ids, std::size_t length) const;

    // The same vocabulary with another padding id: 0 for SD2 and SDXL's second encoder.
    Tokenizer with_padding(int id) const;

    int start() const { return start_; }
    int end() const { return end_; }
    int padding() const { return padding_; }
    std::optional<int> comma() const;        // the id of ",</w>", where A1111 prefers to break
    std::size_t length() const { return length_; }   // ids in a full context: 77
    std::size_t size() const;                // largest id + 1
    std::optional<int> id_of(std::string_view symbol) const;
    std::size_t bytes() const;

    struct Vocabulary;   // vocabulary.h

  private:
    struct Special {
        std::string text;
        int id = 0;
    };
    explicit Tokenizer(std::shared_ptr<const Vocabulary> vocabulary) : vocabulary_(std::move(vocabulary)) {}

    std::shared_ptr<const Vocabulary> vocabulary_;
    std::vector<Special> specials_;
    int start_ = 0;
    int end_ = 0;
    int padding_ = 0;
    std::size_t length_ = 77;
};

}  // namespace noiseloom
