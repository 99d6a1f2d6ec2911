// Icons: resources/icons/<name>.svg, drawn in one colour, which is the theme's.
#pragma once

#include <QColor>
#include <QIcon>
#include <QRectF>
#include <QString>

class QPainter;

namespace noiseloom {

// Sharp at any transform of the painter. A name without a file is our bug, and draws nothing.
void paint_icon(QPainter& painter, const QString& name, const QRectF& box, const QColor& colour);
QIcon icon(const QString& name, const QColor& colour, const QColor& when_disabled);

}  // namespace noiseloom
