// Prompt syntaxes: what the brackets of A1111 and ComfyUI mean.
//
//     a1111     (a) x1.1   (a:1.3)   [a] /1.1   \( \)   BREAK   a AND b :0.5   <lora:name:0.8>
//               [a:b:0.4] a, then b   [b:0.4] nothing, then b   [a::0.4] a, then nothing   [a|b] in turns
//     comfyui   (a) x1.1   (a:1.3) sets 1.3 whatever encloses it   \( \)   embedding:name
//     plain     every character stands for itself (diffusers)
//
// The order in A1111: AND splits the prompt, schedules are resolved for a step, then the weights are
// read. Results equal stable-diffusion-webui's and ComfyUI's parsers; where those stumble over
// malformed text, the comment at the function says what is done instead. All parsers are iterative
// and refuse brackets deeper than 64 (bad_workflow); nothing else is an error.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace noiseloom {

enum class Syntax { plain, a1111, comfyui };

// "plain", "a1111", "comfyui".
Result<Syntax> syntax_of(std::string_view word);

struct PromptPiece {
    std::string text;
    double weight = 1;
    bool is_break = false;               // BREAK: the next piece starts a new chunk; `text` is "BREAK"
    std::vector<std::uint32_t> origin;   // for each byte of `text`, the byte of the prompt it came from
};

// <lora:name:0.8> and its like (A1111), embedding:name (ComfyUI): named in the prompt, loaded elsewhere.
struct PromptMention {
    std::string kind;                     // "lora", "lyco", "hypernet", "embedding"
    std::string name;
    std::vector<std::string> arguments;   // what follows the name, between colons
};

struct Prompt {
    std::vector<PromptPiece> pieces;   // neighbours differ in weight, except at a BREAK
    std::vector<PromptMention> mentions;
};

// Weights of one text; AND and schedules must have been resolved before (their brackets count as weights otherwise).
// A number that is none ("(w:1.2.3)", where A1111 raises) is text; a weight that is not finite too.
// BREAK inside weighted parentheses breaks too (A1111 encodes the word with a negative weight).
Result<Prompt> parse_prompt(std::string_view text, Syntax syntax);

// The parts of "a :1.2 AND b": composable conditionings with their weights (A1111). At least one.
struct PromptPart {
    std::string text;
    double weight = 1;
};
std::vector<PromptPart> split_and(std::string_view text);

// A prompt that changes over the steps (A1111). A text that is not well-formed has no schedule.
class PromptSchedule {
  public:
    static Result<PromptSchedule> parse(std::string_view text);

    // The text at step 1..steps of `steps`.
    std::string at(int step, int steps) const;
    // The last steps of the stretches over which the text stays the same, ascending; the last one is `steps`.
    std::vector<int> ends(int steps) const;
    bool is_constant() const { return nodes_.size() <= 1; }

  private:
    // A node is a text, or has children: all of them in order, one by step, or one in turns.
    enum class Kind { text, sequence, switch_at, alternate };
    struct Item {
        Kind kind = Kind::text;
        std::string text;
        std::vector<int> children;
        double when = 0;             // switch_at: a step, or a fraction of the steps
        bool is_fraction = false;
        int first_step(int steps) const;
    };
    void write(int item, int step, int steps, std::string& out) const;
    std::vector<Item> nodes_;   // the root is the last
    friend class ScheduleParser;
};

}  // namespace noiseloom
