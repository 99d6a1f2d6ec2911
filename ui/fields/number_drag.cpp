#include "ui/fields/number_drag.h"

#include <cmath>
#include <cstdlib>
#include <limits>

#include "core/curve.h"
#include "core/short_number.h"

namespace noiseloom {
namespace {

constexpr double pixels_of_range = 200;   // about the width of a field
constexpr double few_steps = 500;         // a range of so many steps is crossed at one go

double factor(Qt::KeyboardModifiers modifiers) {
    if (modifiers & Qt::ShiftModifier) return 0.1;
    if (modifiers & Qt::ControlModifier) return 10;
    return 1;
}

// 0.30000000000000004 is 0.3.
double without_noise(double value) { return std::strtod(short_number(value, 12).c_str(), nullptr); }

double natural_step(double value, const NumberRules& rules) {
    if (rules.step > 0) return rules.step;
    const double size = rules.has_range() ? (rules.high - rules.low) / 10 : std::max(std::abs(value), 1.0);
    return std::pow(10, std::floor(std::log10(size)) - 1);
}

double snapped(double value, Qt::KeyboardModifiers modifiers, const NumberRules& rules) {
    double step = natural_step(value, rules);
    if (modifiers & Qt::ShiftModifier) step = rules.is_integer ? 1 : step / 10;
    return clamped(without_noise(std::round(value / step) * step), rules);
}

}  // namespace

bool NumberRules::has_range() const { return std::isfinite(low) && std::isfinite(high) && high > low; }

NumberRules number_rules(const InputDecl& input) {
    constexpr double unbounded = std::numeric_limits<double>::infinity();
    NumberRules rules{-unbounded, unbounded, 0, input.type == &type_of<std::int64_t>()};
    if (input.range) rules = {input.range->low, input.range->high, input.range->step, rules.is_integer};
    if (rules.is_integer) rules.step = std::max(std::round(rules.step), 1.0);
    return rules;
}

double clamped(double value, const NumberRules& rules) {
    if (rules.is_integer) value = std::round(value);
    return std::min(std::max(value, rules.low), rules.high);
}

double key_step(double value, const NumberRules& rules, Qt::KeyboardModifiers modifiers) {
    const double step = natural_step(value, rules) * factor(modifiers);
    return rules.is_integer ? std::max(std::round(step), 1.0) : step;
}

double dragged(double start, double dx, Qt::KeyboardModifiers modifiers, const NumberRules& rules) {
    const double step = natural_step(start, rules);
    double a_pixel = std::max(std::abs(start), 10 * step) / 50;
    if (rules.has_range()) {
        const double span = rules.high - rules.low;
        a_pixel = span / step <= few_steps ? span / pixels_of_range : std::min(a_pixel, span / pixels_of_range);
    }
    return snapped(start + dx * a_pixel * factor(modifiers), modifiers, rules);
}

}  // namespace noiseloom
