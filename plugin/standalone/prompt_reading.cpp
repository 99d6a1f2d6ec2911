#include "standalone/prompt_reading.h"

#include <algorithm>

#include "models/text/prompt.h"
#include "models/text/prompt_scan.h"

namespace noiseloom {
namespace {

// A pair of brackets; `end` is behind the closing one.
struct Pair {
    std::size_t begin = 0, end = 0;
};

struct Brackets {
    std::vector<Pair> round, square;     // in the order of their ends
    std::vector<std::size_t> unpaired;   // each a bracket without a partner
};

Brackets brackets_of(std::string_view text, bool with_square) {
    Brackets found;
    std::vector<std::size_t> round, square;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '\\') {
            ++at;
            continue;
        }
        const bool is_square = c == '[' || c == ']';
        if ((c != '(' && c != ')' && !is_square) || (is_square && !with_square)) continue;
        auto& open = is_square ? square : round;
        if (c == '(' || c == '[') {
            open.push_back(at);
        } else if (open.empty()) {
            found.unpaired.push_back(at);
        } else {
            (is_square ? found.square : found.round).push_back({open.back(), at + 1});
            open.pop_back();
        }
    }
    found.unpaired.insert(found.unpaired.end(), round.begin(), round.end());
    found.unpaired.insert(found.unpaired.end(), square.begin(), square.end());
    std::sort(found.unpaired.begin(), found.unpaired.end());
    return found;
}

// The text with blanks of the same length for what is no text: mentions, and the signs of schedules ([a:b:10], [a|b]), whose brackets weigh nothing.
std::string without_signs(std::string text, Syntax syntax) {
    for (const PromptMention& mention : take_mentions(text, syntax).mentions) std::fill(text.begin() + static_cast<long>(mention.begin), text.begin() + static_cast<long>(mention.end), ' ');
    if (syntax != Syntax::a1111) return text;
    for (const Pair& pair : brackets_of(text, true).square) {
        const std::string_view inside = std::string_view(text).substr(pair.begin, pair.end - pair.begin);
        if (inside.find(':') == inside.npos && inside.find('|') == inside.npos) continue;
        for (std::size_t at = pair.begin; at < pair.end; ++at)
            if (at == pair.begin || at + 1 == pair.end || text[at] == ':' || text[at] == '|') text[at] = ' ';
    }
    return text;
}

// What the bytes right inside a pair, in no inner one, weigh; 1 if there are none.
double weight_of(const Pair& pair, const std::vector<Pair>& pairs, const std::vector<PromptPiece>& pieces) {
    for (const PromptPiece& piece : pieces) {
        if (piece.is_break) continue;
        for (const std::uint32_t byte : piece.origin) {
            if (byte <= pair.begin || byte + 1 >= pair.end) continue;
            const bool is_deeper = std::any_of(pairs.begin(), pairs.end(), [&](const Pair& inner) { return inner.begin > pair.begin && inner.begin <= byte && byte < inner.end && inner.end < pair.end; });
            if (!is_deeper) return piece.weight;
        }
    }
    return 1;
}

// "(words:1.2.3)": a weight was meant, and is none.
std::optional<PromptReading::Problem> wrong_number(const Pair& pair, std::string_view text) {
    const std::size_t last = pair.end - 1, colon = text.rfind(':', last - 1);
    if (colon == text.npos || colon < pair.begin) return {};
    const std::size_t begin = skip_space(text, colon + 1), end = std::max(begin, skip_space_back(text.substr(0, last), last));
    const std::string_view word = text.substr(begin, end - begin);
    if (word.empty() || word.find_first_not_of("+-.,0123456789") != word.npos || number_of(word)) return {};
    return PromptReading::Problem{begin, end, "'" + std::string(word) + "' is no number, so it is read as words: a weight looks like (words:1.2)."};
}

void read_weights(PromptReading& reading, const std::string& text, Syntax syntax) {
    const std::string plain = without_signs(text, syntax);
    const auto pieces = parse_prompt(plain, syntax);
    if (!pieces) {
        reading.problems.push_back({0, text.size(), pieces.error().message});
        return;
    }
    Brackets brackets = brackets_of(plain, syntax == Syntax::a1111);
    std::vector<Pair> pairs = brackets.round;
    pairs.insert(pairs.end(), brackets.square.begin(), brackets.square.end());
    std::sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) { return a.begin < b.begin; });
    for (const Pair& pair : pairs)
        if (const double weight = weight_of(pair, pairs, *pieces); weight != 1) reading.weights.push_back({pair.begin, pair.end, weight});
    for (const Pair& pair : brackets.round)
        if (auto problem = wrong_number(pair, plain)) reading.problems.push_back(*std::move(problem));
    for (const std::size_t at : brackets.unpaired) {
        std::string message = "This bracket has no partner. Write \\";
        message += plain[at];
        reading.problems.push_back({at, at + 1, message + " where the bracket itself is meant."});
    }
}

}  // namespace

PromptReading read_prompt_with(const TextEncoder& encoder, const std::string& text, Syntax syntax) {
    PromptReading reading;
    PromptRequest request;
    request.prompt = text;
    request.syntax = syntax;
    if (const auto chunks = encoder.count(request)) {
        for (std::size_t i = 0; i < chunks->list.size(); ++i) {
            const Chunk& chunk = chunks->list[i];
            const std::size_t end = i + 1 < chunks->list.size() ? chunks->list[i + 1].begin : text.size();
            reading.chunks.push_back({static_cast<int>(chunk.used), static_cast<int>(chunk.ids.size()) - 2, end});
        }
        if (chunks->cut > 0) reading.problems.push_back({0, text.size(), std::to_string(chunks->cut) + " tokens at the end are cut off: this syntax knows one window."});
    } else {
        reading.problems.push_back({0, text.size(), chunks.error().message});
        reading.chunks.push_back({0, 0, text.size()});
        return reading;
    }
    for (const PromptMention& mention : take_mentions(text, syntax).mentions)
        reading.problems.push_back({mention.begin, mention.end, mention.kind == "embedding" ? "Embeddings are not loaded: this is left out." : "This loads nothing and is left out: a LoRA is the node 'LoRA' between model and prompt."});
    if (syntax != Syntax::plain) read_weights(reading, text, syntax);
    return reading;
}

}  // namespace noiseloom
