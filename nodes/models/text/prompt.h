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

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace noiseloom {

enum class Syntax { plain, a1111, comfyui };

// "plain", "a1111", "comfyui".
Result<Syntax> syntax_of(std::string_view word);

// <lora:name:0.8> and its like (a1111), embedding:name (comfyui): named in the prompt, loaded elsewhere.
struct PromptMention {
    std::string kind;                     // "lora", "lyco", "hypernet", ...; "embedding"
    std::string name;
    std::vector<std::string> arguments;   // what follows the name, between colons
    std::size_t begin = 0, end = 0;       // its bytes in the prompt
};

// The prompt without its mentions, which are no text to encode. Done first of all.
struct MentionedText {
    std::string text;
    std::vector<PromptMention> mentions;
    std::size_t source_byte(std::size_t byte) const;   // where a byte of `text` stands in the prompt
};
MentionedText take_mentions(std::string_view prompt, Syntax syntax);

struct PromptPiece {
    std::string text;
    double weight = 1;
    bool is_break = false;               // BREAK: the next piece starts a new chunk; `text` is "BREAK"
    std::vector<std::uint32_t> origin;   // for each byte of `text`, the byte of the prompt that it came from
};

// The weights of one text. AND and schedules have to be resolved before: their brackets count as
// weights here. a1111 joins neighbours of equal weight and gives at least one piece, comfyui keeps
// the segments as they were written.
// Where the originals fail: a number that is none ("(w:1.2.3)", A1111 raises) or not finite is text;
// BREAK inside weighted parentheses is a break too (A1111 encodes the word with a negative weight).
Result<std::vector<PromptPiece>> parse_prompt(std::string_view text, Syntax syntax);

// The parts of "a :1.2 AND b": composable conditionings with their weights (a1111). At least one.
struct PromptPart {
    std::string text;
    double weight = 1;
};
std::vector<PromptPart> split_and(std::string_view text);

// All that a schedule's text depends on, where the number of steps is not known yet: switches at or after
// `fraction` of the steps, or step `step`, are still to come; `turn` counts the steps from 0.
struct PromptMoment {
    double fraction = 0, step = 0;
    std::size_t turn = 0;
};

// The moments at which a schedule changes.
struct PromptSwitches {
    std::set<double> fractions;   // of the steps: [a:b:0.4]
    std::set<double> steps;       // the last step before, counted from 1: [a:b:10]
    std::set<std::size_t> turns;  // lengths of [a|b|...]

    void merge(PromptSwitches other);
};

// A prompt that changes over the steps (a1111). Brackets that do not pair stand for themselves; a "|"
// outside "[a|b]" makes the whole text stand for itself, as in A1111's grammar.
class PromptSchedule {
  public:
    static Result<PromptSchedule> parse(std::string_view text);

    PromptSwitches switches() const;
    std::string at(const PromptMoment& moment) const;

    // The text at `step`, which runs from 1 to `steps`.
    std::string at(int step, int steps) const;
    // The last steps of the stretches over which the text stays the same, ascending; the last one is `steps`.
    std::vector<int> ends(int steps) const;
    bool is_constant() const { return is_constant_; }

  private:
    friend class ScheduleParser;
    enum class Kind { text, sequence, switch_at, in_turns };
    struct Item {
        Kind kind = Kind::text;
        std::string text;
        std::vector<int> children;   // indices of earlier items: in order; before and after; one a step
        double when = 0;             // switch_at: the last step of the first child, or a fraction of the steps
        bool is_fraction = false;
        int last_before(int steps) const;
    };
    // `is_before` tells of a switch whether it is still to come. As deep as the brackets: 64.
    template <class IsBefore>
    void write(const Item& item, const IsBefore& is_before, std::size_t turn, std::string& out) const;

    std::vector<Item> items_;   // the last one is the whole text
    bool is_constant_ = true;
};

// Brackets may nest this deep in every syntax.
constexpr std::size_t deepest_prompt = 64;
Error too_deep_prompt();

}  // namespace noiseloom
