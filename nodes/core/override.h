// Edits from the command line: `--set node.input=value`.
//
// `node` is an id or whatever names one node of the graph only: the beginning of an id, its slug
// ("cfg" of "cfg-7k2q"), its type ("guidance.cfg") or title ("Classifier-Free Guidance").
// `value` is JSON if it parses and the input takes it, else the text itself, so that
// `text.text=42` and `text.text=a red fox` need no quotes. "@node.output" is a wire if there is such
// a node; null goes back to the default; `node.bypass=true` bypasses, `node.mute=true` mutes.
#pragma once

#include <string>
#include <string_view>

#include "core/patch.h"
#include "core/declarations.h"

namespace noiseloom {

Result<Patch> parse_override(std::string_view text, const Graph& graph, const Declarations& declarations);

// The id of the node that `word` names, also for `--target`.
Result<std::string> find_node(std::string_view word, const Graph& graph, const Declarations& declarations);

}  // namespace noiseloom
