#include "ui/fields/choice_field.h"
#include "ui/fields/curve_field.h"
#include "ui/fields/file_field.h"
#include "ui/fields/mask_field.h"
#include "ui/fields/number_field.h"
#include "ui/fields/plain_fields.h"
#include "ui/fields/seed_field.h"
#include "ui/fields/text_field.h"

namespace noiseloom {

FieldWidget* make_field(const InputDecl& input, const FieldContext& context, QWidget* parent) {
    switch (field_kind(input)) {
        case FieldKind::wire: return nullptr;
        case FieldKind::number:
        case FieldKind::integer: return new NumberField(input, context, parent);
        case FieldKind::curve: return new CurveField(input, context, parent);
        case FieldKind::seed: return new SeedField(input, context, parent);
        case FieldKind::choice: return new ChoiceField(input, context, parent);
        case FieldKind::toggle: return new ToggleField(input, context, parent);
        case FieldKind::text: return new TextField(input, context, parent);
        case FieldKind::line: return new LineField(input, context, parent);
        case FieldKind::mask: return new MaskField(input, context, parent);
        case FieldKind::file: return new FileField(input, context, parent);
    }
    return nullptr;
}

}  // namespace noiseloom
