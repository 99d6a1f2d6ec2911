// How a field looks: on the canvas, which paints thousands of them without a widget, and as a widget, which paints itself by the same function.
//
// A field is a box of radius 4 with the label at the left and the value at the right. Numbers with a range have a slider's fill behind,
// curves are drawn, switches are toggles, choices have a chevron. A label in the text's full tone is of a value that
// differs from its default.
#pragma once

#include <QPainter>

#include "ui/fields/field_kind.h"
#include "ui/theme/theme.h"

namespace noiseloom {

inline constexpr double field_row = 20;         // height of a field of one line
inline constexpr double field_text_rows = 68;   // of a tall one

struct FieldLook {
    double text_scale = 1;      // the user's text size; fields are as much higher
    bool is_hovered = false;
    bool has_focus = false;
    bool is_enabled = true;
    bool is_missing = false;    // a file that is not there
    bool is_refused = false;    // what was typed does not fit, or was made to
    bool is_outlined = false;   // on a panel, whose tone is near the field's
    bool hides_value = false;   // an editor stands in its place
    QString stand_in;           // of a file: what is read in its place
    int icon_room = 0;          // pixels at the right that buttons take
};

// In the painter's logical pixels, of any transform. Paints nothing outside `rect`.
void paint_field(QPainter& painter, const QRectF& rect, const InputDecl& input, const Json& value, const Theme& theme, const FieldLook& look = {});

// How high the field of this input is at a text size: field_row, or field_text_rows.
double field_height(const InputDecl& input, double text_scale = 1);
// Where the value stands in `rect`: for editors that take its place.
QRectF value_rect(const QRectF& rect, const InputDecl& input, const FieldLook& look);

// The down-pointing sign of what opens a list.
void paint_chevron(QPainter& painter, const QRectF& rect, const QColor& colour);

}  // namespace noiseloom
