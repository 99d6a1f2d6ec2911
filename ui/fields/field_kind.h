// Which of the editor's fields an input is shown as.
#pragma once

#include <QString>

#include "core/node_def.h"
#include "ui/model/node_texts.h"

namespace noiseloom {

enum class FieldKind {
    wire,        // nothing to type in: it wants a wire
    number, integer, seed, choice, toggle,
    line, text,  // texts of one line and of many
    file, curve,
    mask,        // painted with a brush
};

FieldKind field_kind(const InputDecl& input);
// What a field shows for `value`: itself, or the default of the input where it is null.
const Json& shown_value(const InputDecl& input, const Json& value);
// Whether `value` differs from the default.
bool is_modified(const InputDecl& input, const Json& value);

}  // namespace noiseloom
