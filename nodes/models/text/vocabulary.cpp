#include "models/text/vocabulary.h"

#include "models/text/unicode.h"

namespace noiseloom {

ByteSymbols byte_symbols() {
    ByteSymbols out;
    const auto is_printable = [](unsigned b) { return (b >= 0x21 && b <= 0x7E) || (b >= 0xA1 && b <= 0xAC) || b >= 0xAE; };
    std::size_t place = 0;
    for (unsigned b = 0; b < 256; ++b) {
        if (!is_printable(b)) continue;
        append_utf8(b, out.symbol[b]);
        out.order[place++] = static_cast<unsigned char>(b);
    }
    for (unsigned b = 0, other = 0; b < 256; ++b) {
        if (is_printable(b)) continue;
        append_utf8(0x100 + other++, out.symbol[b]);
        out.order[place++] = static_cast<unsigned char>(b);
    }
    return out;
}

std::optional<std::vector<int>> Tokenizer::Vocabulary::recall(const std::string& word) const {
    const std::lock_guard lock(mutex_);
    const auto found = known_words_.find(word);
    return found == known_words_.end() ? std::nullopt : std::optional(found->second);
}

void Tokenizer::Vocabulary::remember(const std::string& word, const std::vector<int>& word_ids) const {
    constexpr std::size_t most_words = 10'000;
    const std::lock_guard lock(mutex_);
    if (known_words_.size() >= most_words) known_words_.clear();
    known_words_.emplace(word, word_ids);
}

std::size_t Tokenizer::Vocabulary::bytes() const {
    constexpr std::size_t per_entry = 64;   // of a hash map, roughly
    return sizeof(*this) + (ids.size() + merges.size()) * per_entry;
}

}  // namespace noiseloom
