// The axis of values that plots have at their left: round numbers from bottom to top, each with a line across the plot.
#pragma once

#include <QRectF>
#include <QString>

#include "ui/theme/theme.h"

class QPainter;

namespace noiseloom {

QString axis_number(double value);                          // short; "–" for what is no number
double value_axis_width(double bottom, double top);         // of its longest number
// The numbers end left of `plot`; those that would touch the one below are left out.
void paint_value_axis(QPainter& painter, const Theme& theme, const QRectF& plot, double bottom, double top);

}  // namespace noiseloom
