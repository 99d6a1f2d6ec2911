// From a parsed prompt to the fixed-length windows that a text encoder reads: start token, up to 75
// tokens, end token, padding; one weight per token. A prompt of more than 75 tokens has several
// windows, each encoded by itself and joined on the token axis.
//
// plain cuts after the first window (diffusers). a1111 moves up to 20 tokens that follow a comma
// into the next window rather than splitting a phrase, and starts a window at BREAK. comfyui keeps
// segments of fewer than 8 tokens whole.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "models/text/prompt.h"
#include "models/text/tokenizer.h"

namespace noiseloom {

struct Chunk {
    std::vector<int> ids;         // `length` ids with start, end and padding
    std::vector<float> weights;   // as many; 1 for start, end and padding
    std::size_t used = 0;         // tokens of the prompt in it
    std::size_t begin = 0;        // byte of the prompt where its first token's word begins: the border for an editor's counter
    bool has_weights() const;     // any weight other than 1
};

struct Chunks {
    std::vector<Chunk> list;    // at least one
    std::size_t tokens = 0;     // of the whole prompt, start, end and padding not counted
    std::size_t cut = 0;        // tokens dropped at the end (plain only)
};

struct ChunkRules {
    Syntax syntax = Syntax::a1111;
    std::size_t length = 77;          // positions of the encoder; at least 3
    std::size_t comma_backtrack = 20;   // a1111; 0: never
    std::size_t most = 64;            // chunks; a longer prompt is refused (bad_workflow)
};

Result<Chunks> make_chunks(const Tokenizer& tokenizer, std::span<const PromptPiece> prompt, const ChunkRules& rules);

// The window of the empty prompt.
Chunk empty_chunk(const Tokenizer& tokenizer, std::size_t length);

}  // namespace noiseloom
