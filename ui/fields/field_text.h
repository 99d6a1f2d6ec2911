// The value of a field as text.
#pragma once

#include <QString>

#include "ui/fields/field_kind.h"

namespace noiseloom {

// What the field says: "7.5", "8 271 330", "512 px", "on", "house.png", a text's first line, "2 … 7" for a curve. Plain text, one line.
QString field_text(const InputDecl& input, const Json& value);

// A number as it is typed: as short as it can be, exact to 12 digits.
QString number_text(double value);
// With thin gaps between thousands: seeds and counts are read digit by digit otherwise.
QString grouped(const QString& digits);

}  // namespace noiseloom
