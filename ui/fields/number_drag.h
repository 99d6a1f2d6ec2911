// How numbers move: under the mouse, the wheel and the arrow keys. Pure, so that canvas and inspector feel the same.
#pragma once

#include <Qt>

#include "core/node_def.h"

namespace noiseloom {

struct NumberRules {
    double low, high;      // infinite where nothing is declared
    double step;           // values that are dragged are multiples of it; 0: continuous
    bool is_integer;
    bool has_range() const;
};

NumberRules number_rules(const InputDecl& input);

// Within the range; integers rounded.
double clamped(double value, const NumberRules& rules);

// What an arrow key or a notch of the wheel adds: the declared step, or a tenth of the value's magnitude.
// Shift makes it ten times finer, Ctrl ten times coarser; integers move by 1 at least.
double key_step(double value, const NumberRules& rules, Qt::KeyboardModifiers modifiers);

// The value once the mouse is `dx` logical pixels right of where it took hold of `start`. Short ranges go by in 200 pixels; in long ones
// the reach follows the magnitude, so that a width of 512 in 1..16384 can be set too. Shift: x0.1, Ctrl: x10.
double dragged(double start, double dx, Qt::KeyboardModifiers modifiers, const NumberRules& rules);

}  // namespace noiseloom
