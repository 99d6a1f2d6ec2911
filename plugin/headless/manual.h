// The manual page of a node, made from its declaration: for a terminal, as markdown and as JSON.
#pragma once

#include <string>

#include "core/registry.h"

namespace noiseloom {

// Plain text wrapped at `width` columns: every input with its type, range, unit, choices, default and
// whether it must be connected, and which nodes make what it takes.
std::string manual_page(const NodeDef& def, const Registry& registry, std::size_t width = 100);

// The same as a section of the reference, with tables.
std::string manual_markdown(const NodeDef& def, const Registry& registry);

Json declaration_json(const NodeDef& def);

}  // namespace noiseloom
