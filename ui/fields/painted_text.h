// Text in fields and on nodes: two faces, one line, elided, and cheap to draw again. Interface thread only.
#pragma once

#include <QFont>
#include <QPainter>

namespace noiseloom {

enum class Face { label, mono };   // the system's own, and the system's of equal width for figures: digits must not jump

// Whole pixels; the painter's scale makes letters as sharp as the device.
QFont font_of(Face face, double pixels);

// One line in `rect`, vertically centred, left or right aligned, elided in the middle or at the right. Its layout is remembered: a canvas
// draws the same words sixty times a second. Returns the width that was drawn. Takes the painter's pen.
double draw_line(QPainter& painter, const QRectF& rect, const QString& text, Face face, double pixels, Qt::Alignment alignment = Qt::AlignLeft,
                 Qt::TextElideMode elide = Qt::ElideRight);

}  // namespace noiseloom
