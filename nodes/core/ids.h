// Names inside a workflow.
//
// A node's id is made once, as slug-xxxx ("cfg-7k2q"), and never changes: files, wires, forms and
// logs name nodes by it. Ids written by hand may be any valid id ("prompt"). Sockets have the names
// of their declaration. A wire in a file is "@node.output", so neither may contain a dot or an @.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/graph.h"

namespace noiseloom {

// Letters, digits, '-' and '_', beginning with a letter or digit; 1 to 64 bytes.
bool is_valid_id(std::string_view id);
// Lower-case letters, digits and '_', beginning with a letter; 1 to 64 bytes; not "type", "bypass" or "mute",
// which stand beside the inputs in files.
bool is_valid_socket(std::string_view name);

// A fresh id that `graph` does not hold: the last word of the node's type and a random suffix.
std::string make_id(std::string_view type, const Graph& graph);
// The id without its suffix: "cfg" of "cfg-7k2q"; other ids as they are.
std::string_view slug_of(std::string_view id);
// Random digits of base 32 without look-alikes (no i, l, o, u), from the operating system.
std::string random_word(std::size_t length);

// Letters to insert, remove, change or swap with their neighbour to get from one word to the other (optimal string alignment), case
// ignored.
std::size_t slips_between(std::string_view a, std::string_view b);
// Those of `names` that a mistyped `word` may have meant, best first, at most `most`.
std::vector<std::string> near_names(std::string_view word, const std::vector<std::string>& names, std::size_t most = 3);
// "Did you mean 'scale' or 'steps'?", or the first few names if none is near, or empty.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& names);

}  // namespace noiseloom
