// The shapes of sockets, dots and wires.
#pragma once

#include <compare>

#include <QPainterPath>
#include <QPointF>

#include "ui/theme/theme.h"

class QPainter;

namespace noiseloom {

// Sizes of the design at zoom 1: circle 10 across, square 9, diamond 12, hexagon 11.6; `scale` 1.2 makes a dot of them.
QPainterPath socket_path(SocketShape shape, QPointF centre, double scale = 1);

struct SocketLook {
    bool is_filled = true;      // hollow: nothing connected
    bool is_missing = false;    // dashed ring in the error's tone
    bool is_lit = false;        // under the mouse, or a possible end of the wire being drawn
    bool is_faded = false;      // cannot take the wire being drawn
    auto operator<=>(const SocketLook&) const = default;
};
// The painter's transform must be one of scale and shift.
void paint_socket(QPainter& painter, const Theme& theme, std::string_view type, QPointF centre, const SocketLook& look, double scale = 1);

// A wire from an output to an input, or between dots.
QPainterPath wire_path(QPointF from, QPointF to);

}  // namespace noiseloom
