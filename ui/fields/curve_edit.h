// What can be done to a curve over the steps: its knots, and curves to begin with. Pure.
#pragma once

#include <optional>
#include <vector>

#include "core/curve.h"

namespace noiseloom {

using Knots = std::vector<std::pair<double, double>>;   // (u, value), u ascending within 0..1

inline constexpr double least_gap = 0.001;   // between two knots, in u

// The index of the new knot; none where one stands already, within least_gap.
std::optional<std::size_t> add_knot(Knots& knots, double u, double value);
// As far as its neighbours and `low`..`high` allow.
void move_knot(Knots& knots, std::size_t index, double u, double value, double low, double high);
// The last one stays.
bool remove_knot(Knots& knots, std::size_t index);

enum class CurvePreset { flat, ramp_up, ramp_down, interval, cosine, reversed, sampled };
// Made of the present curve: of its highest value `top`, and of `rest`, the value that does nothing (1 of a guidance scale, 0 of others).
//   flat: top; ramp_up: rest to top; ramp_down: top to rest; interval: top between 0.2 and 0.8, rest around; cosine: top to rest, softly;
//   reversed: mirrored in time; sampled: the same shape with `samples` knots.
Knots preset_knots(CurvePreset preset, const Curve& present, double rest, int samples);

// Round numbers from `low` to `high`, three to six of them.
std::vector<double> axis_ticks(double low, double high);

}  // namespace noiseloom
