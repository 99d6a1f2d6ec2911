// What lies under a point of the canvas.
#pragma once

#include <string>

#include <QPointF>

namespace noiseloom {

class DotItem;
class FrameItem;
class GraphScene;
class NodeItem;
class WireItem;

enum class HitKind { nothing, socket, field, strip, picture, header, edge, body, dot, wire, frame_title, frame_corner };

struct Hit {
    HitKind kind = HitKind::nothing;
    NodeItem* node = nullptr;
    std::string name;         // of a socket or a field's input
    bool is_output = false;   // of a socket
    WireItem* wire = nullptr;
    DotItem* dot = nullptr;
    FrameItem* frame = nullptr;
};

// `pixels_per_unit`: sockets and fields are found only where they are painted, and wires within 7 pixels.
Hit hit_test(const GraphScene& scene, QPointF at, double pixels_per_unit);
WireItem* wire_near(const GraphScene& scene, QPointF at, double reach);

}  // namespace noiseloom
