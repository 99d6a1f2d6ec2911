// Sums that may be typed where a number is wanted: 7.5*2, 1/3, sqrt(2), 2^8, -(1+2)*pi.
#pragma once

#include <string_view>

#include "core/result.h"

namespace noiseloom {

// + - * / ^ (from the right), parentheses, pi, e, and sqrt, abs, round, floor, ceil, exp, ln, sin, cos of one number, min and max of two.
// Errors (usage) say what was not understood: units ("10 px"), commas, division by zero, results that are not finite, nesting beyond 32.
Result<double> evaluate(std::string_view text);

}  // namespace noiseloom
