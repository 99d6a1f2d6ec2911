// Weights in prompts, as the editor changes and shows them: (words:1.2). Pure.
//
// The meaning of prompts is read by nodes/models/text; here are only the places where weights stand in what is being typed, half-finished
// as it may be.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include <QString>

namespace noiseloom {

struct WeightGroup {
    qsizetype begin = 0, end = 0;               // brackets and all
    qsizetype inner_begin = 0, inner_end = 0;   // the words
    double weight = 1;                          // its own: what encloses it does not count
};

// In the order of their ends, inner ones first. `syntax`: "a1111" has [less] too, "comfyui" has not, "plain" has no weights. Escaped brackets,
// brackets that do not pair, <lora:...> and what changes over the steps ([a:b:0.4], [a|b]) are none.
std::vector<WeightGroup> weight_groups(const QString& text, std::string_view syntax);

struct WeightEdit {
    qsizetype begin = 0, length = 0;   // what is replaced
    QString by;
    qsizetype select_begin = 0, select_end = 0;   // the words, afterwards
};

// Makes the selection (or, without one, the group or else the word at the cursor) heavier by `delta`. A weight of 1 goes, and its brackets
// with it; weights stay within 0 and 10. Null: there is nothing to weigh there.
std::optional<WeightEdit> change_weight(const QString& text, qsizetype anchor, qsizetype position, double delta, std::string_view syntax);

}  // namespace noiseloom
