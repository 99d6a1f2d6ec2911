#include "models/text/tokenizer.h"

#include <algorithm>
#include <functional>
#include <queue>

#include "models/text/unicode.h"
#include "models/text/vocabulary.h"

namespace noiseloom {
namespace {

// The words of normalised text, as [first, last) of `chars`:
//     's|'t|'re|'ve|'m|'ll|'d | \p{L}+ | \p{N} | [^\s\p{L}\p{N}]+
// The names of CLIP's special tokens come first in the pattern, so a word ends where one ends.
class WordSplitter {
  public:
    explicit WordSplitter(const std::vector<TextChar>& chars) : chars_(chars), border_(chars.size()) {}

    bool next(std::size_t& first, std::size_t& last) {
        while (at_ < chars_.size() && class_of(chars_[at_].code) == CharClass::space) ++at_;
        if (at_ == chars_.size()) return false;
        first = at_;
        if (first >= border_) border_ = chars_.size();
        for (const std::string_view name : {"<|startoftext|>", "<|endoftext|>"})
            if (stands_at(first, name)) border_ = first + name.size();
        at_ = last = first + word_length(first);
        return true;
    }

  private:
    std::size_t word_length(std::size_t first) const {
        if (chars_[first].code == '\'') {
            for (const std::string_view ending : {"'s", "'t", "'re", "'ve", "'m", "'ll", "'d"})
                if (stands_at(first, ending)) return ending.size();
        }
        const CharClass kind = class_of(chars_[first].code);
        if (kind == CharClass::number) return 1;
        std::size_t last = first + 1;
        while (last < border_ && class_of(chars_[last].code) == kind) ++last;
        return last - first;
    }

    bool stands_at(std::size_t first, std::string_view ascii) const {
        if (chars_.size() - first < ascii.size()) return false;
        for (std::size_t i = 0; i < ascii.size(); ++i)
            if (chars_[first + i].code != static_cast<unsigned char>(ascii[i])) return false;
        return true;
    }

    const std::vector<TextChar>& chars_;
    std::size_t border_;   // no word goes past it
    std::size_t at_ = 0;
};

// Byte-pair encoding of one word. Among the adjacent pairs that have a merge, the one of lowest rank
// goes first, the leftmost of equal ones; a heap keeps a word of a million bytes at n log n.
std::vector<int> merge_word(const Tokenizer::Vocabulary& vocabulary, std::string_view word) {
    struct Symbol {
        int id;
        int previous, next;   // -1: none; id -1: merged into its left neighbour
    };
    std::vector<Symbol> symbols(word.size());
    for (std::size_t i = 0; i < word.size(); ++i) {
        const auto byte = static_cast<unsigned char>(word[i]);
        const bool is_last = i + 1 == word.size();
        symbols[i] = {is_last ? vocabulary.last_byte[byte] : vocabulary.byte[byte], static_cast<int>(i) - 1, is_last ? -1 : static_cast<int>(i) + 1};
    }

    struct Candidate {
        int rank, at, id;
        bool operator>(const Candidate& other) const { return rank != other.rank ? rank > other.rank : at > other.at; }
    };
    std::vector<Candidate> first_candidates;
    const auto candidate_at = [&](int at) -> std::optional<Candidate> {
        if (at < 0 || symbols[static_cast<std::size_t>(at)].next < 0) return {};
        const Symbol& left = symbols[static_cast<std::size_t>(at)];
        const Merge* merge = vocabulary.merge(left.id, symbols[static_cast<std::size_t>(left.next)].id);
        if (!merge) return {};
        return Candidate{merge->rank, at, merge->id};
    };
    for (std::size_t i = 0; i < symbols.size(); ++i)
        if (const auto candidate = candidate_at(static_cast<int>(i))) first_candidates.push_back(*candidate);

    std::priority_queue<Candidate, std::vector<Candidate>, std::greater<>> heap(std::greater<>(), std::move(first_candidates));
    while (!heap.empty()) {
        const Candidate best = heap.top();
        heap.pop();
        Symbol& left = symbols[static_cast<std::size_t>(best.at)];
        if (left.id < 0) continue;
        const auto now = candidate_at(best.at);   // an earlier merge may have changed the pair
        if (!now || now->id != best.id) continue;
        Symbol& right = symbols[static_cast<std::size_t>(left.next)];
        left.id = best.id;
        left.next = right.next;
        right.id = -1;
        if (left.next >= 0) symbols[static_cast<std::size_t>(left.next)].previous = best.at;
        if (const auto candidate = candidate_at(left.previous)) heap.push(*candidate);
        if (const auto candidate = candidate_at(best.at)) heap.push(*candidate);
    }

    std::vector<int> ids;
    for (const Symbol& symbol : symbols)
        if (symbol.id >= 0) ids.push_back(symbol.id);
    return ids;
}

std::vector<int> word_ids(const Tokenizer::Vocabulary& vocabulary, const std::string& word) {
    constexpr std::size_t longest_kept = 64;
    if (word.size() > longest_kept) return merge_word(vocabulary, word);
    if (auto known = vocabulary.recall(word)) return std::move(*known);
    std::vector<int> ids = merge_word(vocabulary, word);
    vocabulary.remember(word, ids);
    return ids;
}

void add_words(const Tokenizer::Vocabulary& vocabulary, std::string_view text, std::size_t offset, std::vector<Token>& out) {
    const std::vector<TextChar> chars = lower_nfc(text);
    WordSplitter words(chars);
    std::string word;
    for (std::size_t first = 0, last = 0; words.next(first, last);) {
        word.clear();
        for (std::size_t i = first; i < last; ++i) append_utf8(chars[i].code, word);
        const auto begin = static_cast<std::uint32_t>(offset + chars[first].begin);
        const auto end = static_cast<std::uint32_t>(offset + chars[last - 1].end);
        for (const int id : word_ids(vocabulary, word)) out.push_back({id, begin, end});
    }
}

}  // namespace

std::vector<Token> Tokenizer::tokens(std::string_view text, Specials specials) const {
    struct Active {
        const Special* special;
        std::size_t at;   // where it stands next; npos: no more
    };
    std::vector<Active> active;
    for (const Special& special : specials_) {
        const bool is_padding_text = special.id == padding_ && special.id != end_ && special.id != start_;
        if (specials == Specials::all || (specials == Specials::padding && is_padding_text)) active.push_back({&special, text.find(special.text)});
    }

    std::vector<Token> out;
    std::size_t from = 0;
    while (true) {   // the leftmost special token, the longest of those that start there
        const Active* best = nullptr;
        for (Active& item : active) {
            if (item.at < from) item.at = text.find(item.special->text, from);
            if (item.at == std::string_view::npos) continue;
            if (!best || item.at < best->at || (item.at == best->at && item.special->text.size() > best->special->text.size())) best = &item;
        }
        const std::size_t at = best ? best->at : text.size();
        add_words(*vocabulary_, text.substr(from, at - from), from, out);
        if (!best) return out;
        from = at + best->special->text.size();
        out.push_back({best->special->id, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(from)});
    }
}

std::vector<int> Tokenizer::ids(std::string_view text, Specials specials) const {
    std::vector<int> out;
    for (const Token& token : tokens(text, specials)) out.push_back(token.id);
    return out;
}

std::vector<int> Tokenizer::framed(std::span<const int> ids, std::size_t length) const {
    std::vector<int> out{start_};
    const std::size_t kept = std::min(ids.size(), length - 2);
    out.insert(out.end(), ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(kept));
    out.push_back(end_);
    out.resize(length, padding_);
    return out;
}

Tokenizer Tokenizer::with_padding(int id) const {
    Tokenizer copy = *this;
    copy.padding_ = id;
    for (const auto& [symbol, symbol_id] : vocabulary_->ids)
        if (symbol_id == id) copy.specials_.push_back({symbol, id});
    return copy;
}

std::optional<int> Tokenizer::comma() const { return id_of(",</w>"); }

std::optional<int> Tokenizer::id_of(std::string_view symbol) const {
    const auto found = vocabulary_->ids.find(std::string(symbol));
    return found == vocabulary_->ids.end() ? std::nullopt : std::optional(found->second);
}

std::size_t Tokenizer::size() const { return vocabulary_->size; }
std::size_t Tokenizer::bytes() const { return vocabulary_->bytes(); }

}  // namespace noiseloom
