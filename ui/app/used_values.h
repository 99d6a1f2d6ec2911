// What runs have used and fields offer again: seeds, and the phrases of prompts.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include <QStringList>

#include "core/declarations.h"
#include "core/workflow.h"

namespace noiseloom {

class Settings;

// Whether the field is a prompt: a text of a node that has an encoder to read it.
bool is_prompt(const NodeDef& def, const InputDecl& input);

// In all graphs of the workflow, each once, as they come.
std::vector<std::uint64_t> seeds_in(const Workflow& workflow, const Declarations& declarations);
// What stands between commas and line ends, without weights and brackets; nothing shorter than two letters or longer than a line.
QStringList phrases_in(const Workflow& workflow, const Declarations& declarations);

void remember(Settings& settings, const Workflow& workflow, const Declarations& declarations);

// A list of words: one phrase a line, or the first column of a CSV file. Empty where it cannot be read; at most 100,000.
QStringList read_words(const std::filesystem::path& file);

}  // namespace noiseloom
