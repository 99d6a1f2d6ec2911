// The loss over the steps as a picture, on a logarithmic scale. The numbers are in the log; this shows the trend at a glance.
#pragma once

#include <utility>
#include <vector>

#include "image/image.h"

namespace noiseloom {

// Points of rising x; y at or below zero is left out. Faint: the points; strong: the mean of each one's nearest twentieth.
Image loss_plot(const std::vector<std::pair<double, double>>& points);

}  // namespace noiseloom
