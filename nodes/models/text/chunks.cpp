#include "models/text/chunks.h"

#include <algorithm>

namespace noiseloom {
namespace {

struct WeightedToken {
    int id;
    float weight;
    std::size_t begin;   // byte of the prompt
};

// Collects tokens into windows.
class ChunkWriter {
  public:
    ChunkWriter(const Tokenizer& tokenizer, const ChunkRules& rules) : tokenizer_(tokenizer), rules_(rules) {}

    std::size_t room() const { return rules_.length - 2 - open_.size(); }
    std::size_t used() const { return open_.size(); }
    bool is_too_long() const { return chunks_.list.size() > rules_.most; }

    void add(const WeightedToken& token) {
        open_.push_back(token);
        ++chunks_.tokens;
    }
    // Moves the tokens from place `from` on into the next window.
    void close_before(std::size_t from) {
        const std::vector<WeightedToken> moved(open_.begin() + static_cast<std::ptrdiff_t>(from), open_.end());
        open_.resize(from);
        close();
        open_ = moved;
    }
    void close() {
        Chunk chunk;
        std::vector<int> ids;
        for (const WeightedToken& token : open_) ids.push_back(token.id);
        chunk.ids = tokenizer_.framed(ids, rules_.length);
        chunk.weights.assign(rules_.length, 1);
        for (std::size_t i = 0; i < open_.size(); ++i) chunk.weights[i + 1] = open_[i].weight;
        chunk.used = open_.size();
        chunk.begin = open_.empty() ? 0 : open_.front().begin;
        chunks_.list.push_back(std::move(chunk));
        open_.clear();
    }
    void cut(std::size_t tokens) {
        chunks_.cut += tokens;
        chunks_.tokens += tokens;
    }
    Chunks finish() {
        if (!open_.empty() || chunks_.list.empty()) close();
        return std::move(chunks_);
    }

  private:
    const Tokenizer& tokenizer_;
    const ChunkRules& rules_;
    std::vector<WeightedToken> open_;
    Chunks chunks_;
};

std::vector<WeightedToken> tokens_of(const Tokenizer& tokenizer, const PromptPiece& piece, Specials specials) {
    std::vector<WeightedToken> out;
    for (const Token& token : tokenizer.tokens(piece.text, specials))
        out.push_back({token.id, static_cast<float>(piece.weight), piece.origin[token.begin]});
    return out;
}

void write_plain(ChunkWriter& writer, const std::vector<WeightedToken>& tokens) {
    const std::size_t kept = std::min(tokens.size(), writer.room());
    for (std::size_t i = 0; i < kept; ++i) writer.add(tokens[i]);
    writer.cut(tokens.size() - kept);
}

// A phrase that would be split moves into the next window, if its comma is at most `backtrack` tokens back.
class A1111Writer {
  public:
    A1111Writer(ChunkWriter& writer, std::optional<int> comma, std::size_t backtrack) : writer_(writer), comma_(comma), backtrack_(backtrack) {}

    void start_window() {
        writer_.close();
        after_comma_ = 0;
    }
    void write(const std::vector<WeightedToken>& tokens) {
        for (const WeightedToken& token : tokens) {
            if (token.id == comma_) {
                after_comma_ = writer_.used() + 1;
            } else if (backtrack_ > 0 && writer_.room() == 0 && after_comma_ > 0 && writer_.used() < after_comma_ + backtrack_) {
                writer_.close_before(after_comma_);
                after_comma_ = 0;
            }
            if (writer_.room() == 0) start_window();
            writer_.add(token);
        }
    }

  private:
    ChunkWriter& writer_;
    std::optional<int> comma_;
    std::size_t backtrack_;
    std::size_t after_comma_ = 0;   // place after the last comma of the open window; 0: it has none
};

// Segments of fewer than 8 tokens are not split.
void write_comfy(ChunkWriter& writer, std::vector<WeightedToken> tokens) {
    constexpr std::size_t short_segment = 8;
    const bool is_long = tokens.size() >= short_segment;
    std::size_t at = 0;
    while (at < tokens.size()) {
        const std::size_t left = tokens.size() - at;
        const std::size_t fits = left <= writer.room() ? left : is_long ? writer.room() : 0;
        for (std::size_t i = 0; i < fits; ++i) writer.add(tokens[at++]);
        if (at < tokens.size()) writer.close();
    }
}

}  // namespace

bool Chunk::has_weights() const {
    return std::any_of(weights.begin(), weights.end(), [](float weight) { return weight != 1; });
}

Result<Chunks> make_chunks(const Tokenizer& tokenizer, std::span<const PromptPiece> prompt, const ChunkRules& rules) {
    ChunkWriter writer(tokenizer, rules);
    A1111Writer phrases(writer, tokenizer.comma(), rules.comma_backtrack);
    const Specials specials = rules.syntax == Syntax::plain ? Specials::padding : Specials::none;
    for (const PromptPiece& piece : prompt) {
        if (piece.is_break) {
            phrases.start_window();
        } else {
            std::vector<WeightedToken> tokens = tokens_of(tokenizer, piece, specials);
            switch (rules.syntax) {
                case Syntax::plain: write_plain(writer, tokens); break;
                case Syntax::a1111: phrases.write(tokens); break;
                case Syntax::comfyui: write_comfy(writer, std::move(tokens)); break;
            }
        }
        if (writer.is_too_long()) break;
    }
    Chunks chunks = writer.finish();
    if (chunks.list.size() > rules.most) {
        return Error{Code::bad_workflow,
                     "The prompt is longer than " + std::to_string(rules.most) + " windows of " + std::to_string(rules.length - 2) + " tokens.",
                     "Shorten the prompt.", "", "", ""};
    }
    return chunks;
}

Chunk empty_chunk(const Tokenizer& tokenizer, std::size_t length) {
    return {tokenizer.framed({}, length), std::vector<float>(length, 1), 0, 0};
}

}  // namespace noiseloom
