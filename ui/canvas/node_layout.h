// Where the parts of a node lie, in its own coordinates: (0, 0) is its top left corner, one unit a pixel at zoom 1.
//
// Inputs that can only be wires share rows with outputs, inputs left, outputs right; then comes a row for every input that is a field
// while unconnected; then picture, strip (an error, with its remedy) and footer. The centre of a socket lies on the node's edge.
#pragma once

#include <string>
#include <vector>

#include <QRectF>
#include <QSizeF>
#include <QString>

#include "core/graph.h"
#include "core/node_def.h"
#include "ui/model/looks.h"
#include "ui/model/node_texts.h"

namespace noiseloom {

inline constexpr double header_height = 28, row_height = 24, footer_height = 18, strip_height = 22, socket_reach = 12, node_radius = 8;

struct SocketSpot {
    std::string name;
    std::string type;              // of the value; empty: unknown
    QString label;
    bool is_output = false;
    bool is_linked = false;
    bool is_missing = false;       // required, and not connected
    QPointF at;
    QRectF label_rect;             // null: a field says its name
};

struct FieldSpot {
    const InputDecl* decl = nullptr;
    QRectF rect;
};

struct NodeLayout {
    QSizeF size;
    QRectF header;
    std::vector<SocketSpot> sockets;   // inputs in declaration order, then outputs
    std::vector<FieldSpot> fields;     // of unconnected inputs
    QRectF picture, strip, footer;     // null where there is none
    const SocketSpot* socket(bool is_output, std::string_view name) const;
    const FieldSpot* field(std::string_view input) const;
};

struct NodeParts {
    const Node* node = nullptr;
    const NodeDef* def = nullptr;               // null: unknown type
    NodeLook look;
    std::vector<std::string> outputs_in_use;    // those that wires name: all that is known of an unknown type
    std::vector<std::string> outer_inputs;      // that the subgraph's own inputs feed
    QSizeF picture;                             // empty: none; only the proportions count
    bool has_strip = false;
};

NodeLayout lay_out(const NodeParts& parts);

}  // namespace noiseloom
