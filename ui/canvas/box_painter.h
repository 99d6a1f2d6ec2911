// The box of a node: rounded, bordered, with a shadow. A nine-patch of pixels, made once for a look and a scale: filling rounded
// rectangles with smooth edges was the larger half of a frame.
#pragma once

#include <QColor>
#include <QRectF>

class QPainter;

namespace noiseloom {

struct BoxLook {
    QColor body, border, header;   // header: of the upper `header_height`, invalid for none
    double border_width = 1;
    bool is_dashed = false;
    bool is_dark = true;           // of the theme: how heavy the shadow is
};

// `box` in the painter's units; the transform must be one of scale and shift. The edges lie on whole pixels.
void paint_box(QPainter& painter, const QRectF& box, const BoxLook& look);

}  // namespace noiseloom
