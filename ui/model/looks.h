// What the "view" of a workflow says: where things lie and how they look. It means nothing to a run.
//
//     "at":        { "cfg-7k2q": [640, 104] }        positions, top left, in canvas units (pixels at zoom 1)
//     "width":     { "cfg-7k2q": 288 }               where it is not 224
//     "collapsed": { "cfg-7k2q": true }
//     "preview":   { "cfg-7k2q": false }             pictures are shown unless this says no
//     "title":     { "cfg-7k2q": "Strong" }
//     "frames":    { "f-x1": { "at": [0, 0], "size": [400, 200], "title": "Prompt", "colour": "text" } }
//     "dots":      { "d-9z": [560, 120] }            points that wires are led through
//     "routes":    { "cfg-7k2q.model": ["d-9z"] }    by the input that a wire feeds: its dots, from the output on
//     "tags":      { "cfg-7k2q.model": true }        drawn as a label at either end instead of a line
//     "camera":    [x, y, zoom]                      of the last save
//
// Whatever does not read as it should (a hand-written file) counts as absent.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <QPointF>
#include <QRectF>
#include <QString>

#include "core/patch.h"

namespace noiseloom {

inline constexpr double default_node_width = 224, smallest_node_width = 160, largest_node_width = 480;
inline constexpr double canvas_snap = 8;

struct NodeLook {
    std::optional<QPointF> at;   // none: whoever shows it finds a place
    double width = default_node_width;
    bool is_collapsed = false;
    bool shows_preview = true;
    QString title;               // empty: the declaration's
};

struct FrameLook {
    QRectF rect;
    QString title;
    std::string colour;          // a socket family's type name; empty: grey
};

NodeLook node_look(const Json& view, const std::string& id);
std::map<std::string, FrameLook> frames(const Json& view);
std::map<std::string, QPointF> dots(const Json& view);
std::vector<std::string> route(const Json& view, const std::string& input);   // ids of dots; `input` is "node.input"
bool is_tag(const Json& view, const std::string& input);
std::optional<Json> camera(const Json& view);

Json point_json(QPointF point);
Json frame_json(const FrameLook& frame);
QPointF snapped(QPointF point);

// Operations on one entry of the view; without a value it is removed.
Operation set_position(const std::string& id, QPointF at);
Operation set_width(const std::string& id, double width);
Operation set_flag(const char* kind, const std::string& name, bool on, bool usual);   // "collapsed", "preview", "tags"; usual values are not written
Operation set_title(const std::string& id, const QString& title);
Operation set_frame(const std::string& id, const std::optional<FrameLook>& frame);
Operation set_dot(const std::string& id, const std::optional<QPointF>& at);
Operation set_route(const std::string& input, const std::vector<std::string>& dots);

// Places for the nodes that have none: by columns, as they depend on each other. Operations only for those.
Patch place_nodes(const Graph& graph, const Json& view);

}  // namespace noiseloom
