#include "ui/fields/field_kind.h"

#include "core/curve.h"
#include "core/drawing.h"

namespace noiseloom {

FieldKind field_kind(const InputDecl& input) {
    const TypeInfo* type = input.type;
    if (type == &type_of<double>()) return FieldKind::number;
    if (type == &type_of<std::int64_t>()) return FieldKind::integer;
    if (type == &type_of<Seed>()) return FieldKind::seed;
    if (type == &type_of<Choice>()) return FieldKind::choice;
    if (type == &type_of<bool>()) return FieldKind::toggle;
    if (type == &type_of<std::string>()) return input.is_multiline ? FieldKind::text : FieldKind::line;
    if (type == &type_of<FileRef>()) return FieldKind::file;
    if (type == &type_of<Curve>()) return FieldKind::curve;
    if (type == &type_of<Drawing>()) return FieldKind::mask;
    return FieldKind::wire;
}

const Json& shown_value(const InputDecl& input, const Json& value) { return value.is_null() ? input.value : value; }

bool is_modified(const InputDecl& input, const Json& value) { return !value.is_null() && value != input.value; }

}  // namespace noiseloom
