#include "ui/fields/value_axis.h"

#include <cmath>

#include <QPainter>

#include "ui/fields/curve_edit.h"
#include "ui/theme/fonts.h"

namespace noiseloom {

QString axis_number(double value) {
    if (!std::isfinite(value)) return "–";
    return QString::number(value, 'g', std::abs(value) >= 100 ? 4 : 3);
}

double value_axis_width(double bottom, double top) {
    double width = 0;
    for (const double tick : axis_ticks(bottom, top)) width = std::max(width, QFontMetricsF(number_font(10.5)).horizontalAdvance(axis_number(tick)));
    return width;
}

void paint_value_axis(QPainter& painter, const Theme& theme, const QRectF& plot, double bottom, double top) {
    painter.setFont(number_font(10.5));
    const double line = painter.fontMetrics().height();
    double last = plot.bottom() + 2 * line;
    for (const double tick : axis_ticks(bottom, top)) {
        const double y = std::round(plot.bottom() - (tick - bottom) / (top - bottom) * plot.height()) + 0.5;
        if (y < plot.top() - 1 || y > plot.bottom() + 1 || last - y < line) continue;
        last = y;
        painter.setPen(QPen(theme[Tone::line], tick == 0 && bottom < 0 ? 1.5 : 1));   // zero stands out where it is inside
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter.setPen(theme[Tone::text3]);
        painter.drawText(QRectF(0, y - 10, plot.left() - scaled(4), 20), Qt::AlignRight | Qt::AlignVCenter, axis_number(tick));
    }
}

}  // namespace noiseloom
