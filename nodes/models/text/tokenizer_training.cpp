#include "models/text/tokenizer_training.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "core/atomic_file.h"
#include "core/json.h"
#include "models/text/vocabulary.h"

namespace noiseloom {
namespace {

using OrderedJson = nlohmann::ordered_json;   // vocab.json is read by people too: in the order of the ids
using Word = std::vector<int>;                // ids of its symbols
using Words = std::map<Word, std::size_t>;    // with how often each occurs
using Pair = std::pair<int, int>;

constexpr int first_final_byte = 256;
constexpr std::string_view start_token = "<|startoftext|>";
constexpr std::string_view end_token = "<|endoftext|>";
constexpr std::string_view merges_header = "#version: 0.2\n";

Error wrong(std::string message, std::string hint) { return Error{.code = Code::usage, .message = std::move(message), .hint = std::move(hint)}; }

// The symbols of single bytes, by id.
std::vector<std::string> byte_vocabulary() {
    std::vector<std::string> symbols;
    const ByteSymbols bytes = byte_symbols();
    for (const char* ending : {"", "</w>"})
        for (const unsigned char byte : bytes.order) symbols.push_back(bytes.symbol[byte] + ending);
    return symbols;
}

std::string vocab_json(std::vector<std::string> symbols) {
    symbols.emplace_back(start_token);
    symbols.emplace_back(end_token);
    OrderedJson vocab = OrderedJson::object();
    for (std::size_t id = 0; id < symbols.size(); ++id) vocab[symbols[id]] = id;
    return vocab.dump();
}

// A tokenizer without merges splits texts exactly as the trained one will, and gives single bytes.
Result<Words> split_words(std::span<const std::string> texts) {
    NL_TRY(const Tokenizer bytes, Tokenizer::from_files({.vocab = vocab_json(byte_vocabulary()), .merges = std::string(merges_header)}));
    Words words;
    for (const std::string& text : texts) {
        Word word;
        for (const int id : bytes.ids(text)) {
            word.push_back(id);
            if (id >= first_final_byte) ++words[std::exchange(word, {})];
        }
    }
    return words;
}

// The most frequent pair of neighbours; {-1, -1} if every word is one symbol.
Pair best_pair(const Words& words) {
    std::map<Pair, std::size_t> counts;
    for (const auto& [word, count] : words)
        for (std::size_t i = 0; i + 1 < word.size(); ++i) counts[{word[i], word[i + 1]}] += count;
    const auto best = std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    return best == counts.end() ? Pair{-1, -1} : best->first;
}

Word merged(const Word& word, Pair pair, int id) {
    Word out;
    for (std::size_t i = 0; i < word.size(); ++i) {
        const bool is_pair = i + 1 < word.size() && word[i] == pair.first && word[i + 1] == pair.second;
        out.push_back(is_pair ? id : word[i]);
        if (is_pair) ++i;
    }
    return out;
}

OrderedJson special_tokens() { return {{"bos_token", start_token}, {"eos_token", end_token}, {"unk_token", end_token}, {"pad_token", end_token}}; }

std::string config_json(std::size_t length) {
    OrderedJson config = {{"tokenizer_class", "CLIPTokenizer"}, {"model_max_length", length}};
    config.update(special_tokens());
    config.update({{"do_lower_case", true}, {"add_prefix_space", false}, {"errors", "replace"}});
    return config.dump(1) + "\n";
}

}  // namespace

Result<TokenizerFiles> train_tokenizer(std::span<const std::string> texts, const TokenizerTraining& training) {
    if (training.length < 3 || training.length > 4096)
        return wrong("A tokenizer's context cannot be " + std::to_string(training.length) + " ids long.", "Give a length from 3 to 4096; CLIP has 77.");
    NL_TRY(Words words, split_words(texts));
    if (words.empty()) return wrong("There is not a word in the texts to make a tokenizer of.", "Give captions, or a list of words.");

    std::vector<std::string> symbols = byte_vocabulary();
    std::string merges(merges_header);
    for (std::size_t made = 0; made < training.most_merges; ++made) {
        const Pair pair = best_pair(words);
        if (pair.first < 0) break;
        const std::string& left = symbols[static_cast<std::size_t>(pair.first)];
        const std::string& right = symbols[static_cast<std::size_t>(pair.second)];
        merges += left + " " + right + "\n";
        Words next;
        for (const auto& [word, count] : words) next[merged(word, pair, static_cast<int>(symbols.size()))] += count;
        symbols.push_back(left + right);
        words = std::move(next);
    }
    return TokenizerFiles{.vocab = vocab_json(std::move(symbols)),
                          .merges = std::move(merges),
                          .config = config_json(training.length),
                          .special_map = special_tokens().dump(1) + "\n"};
}

Result<void> save_tokenizer(const TokenizerFiles& files, const std::filesystem::path& folder) {
    std::error_code problem;
    std::filesystem::create_directories(folder, problem);
    if (problem)
        return Error{.code = Code::disk, .message = "The folder '" + folder.string() + "' cannot be made: " + problem.message() + ".",
                     .hint = "Choose a folder that you may write to."};
    for (const auto& [name, text] : {std::pair{"vocab.json", &files.vocab}, {"merges.txt", &files.merges}, {"tokenizer_config.json", &files.config},
                                     {"special_tokens_map.json", &files.special_map}})
        NL_CHECK(write_file(folder / name, *text));
    return {};
}

}  // namespace noiseloom
