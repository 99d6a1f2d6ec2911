// A curve as a picture: the loss over the steps, on a logarithmic scale, with a line at every power of two.
// The numbers are in the log; this shows the trend at a glance.
#pragma once

#include <utility>
#include <vector>

#include "image/image.h"

namespace noiseloom {

// Points of rising x; y at or below zero is left out. Faint: the points; strong: their running mean.
Image plot(const std::vector<std::pair<double, double>>& points);

}  // namespace noiseloom
