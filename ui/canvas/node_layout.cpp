#include "ui/canvas/node_layout.h"

#include <algorithm>

#include "ui/fields/field_kind.h"

namespace noiseloom {
namespace {

constexpr double inset = 10, first_row = header_height + 4, label_inset = 14, picture_inset = 8, tallest_picture = 240;
constexpr int rows_of_tall_text = 3;

QString with_spaces(const std::string& name) { return QString::fromStdString(name).replace(u'_', u' '); }

bool is_linked(const Node& node, const std::string& input) {
    const auto found = node.inputs.find(input);
    return found != node.inputs.end() && link_of(found->second);
}

bool is_fed(const NodeParts& parts, const std::string& input) {
    return is_linked(*parts.node, input) || std::find(parts.outer_inputs.begin(), parts.outer_inputs.end(), input) != parts.outer_inputs.end();
}

SocketSpot input_socket(const NodeParts& parts, const InputDecl& decl) {
    SocketSpot spot;
    spot.name = decl.name;
    spot.type = std::string(decl.type->name);
    spot.label = field_label(decl);
    spot.is_linked = is_fed(parts, decl.name);
    spot.is_missing = !spot.is_linked && !decl.is_optional && decl.value.is_null() && !parts.node->inputs.contains(decl.name);
    return spot;
}

SocketSpot output_socket(const NodeParts& parts, const std::string& name, std::string type, QString label) {
    SocketSpot spot;
    spot.name = name;
    spot.type = std::move(type);
    spot.label = std::move(label);
    spot.is_output = true;
    spot.is_linked = std::find(parts.outputs_in_use.begin(), parts.outputs_in_use.end(), name) != parts.outputs_in_use.end();
    return spot;
}

std::vector<SocketSpot> outputs_of(const NodeParts& parts) {
    std::vector<SocketSpot> outputs;
    if (parts.def)
        for (const OutputDecl& decl : parts.def->outputs()) outputs.push_back(output_socket(parts, decl.name, std::string(decl.type->name), label_of(decl)));
    else
        for (const std::string& name : parts.outputs_in_use) outputs.push_back(output_socket(parts, name, "", with_spaces(name)));
    return outputs;
}

// Of an unknown type: the wires that lead into it.
std::vector<SocketSpot> guessed_inputs(const NodeParts& parts) {
    std::vector<SocketSpot> inputs;
    for (const auto& [name, input] : parts.node->inputs) {
        if (!link_of(input)) continue;
        SocketSpot spot;
        spot.name = name;
        spot.label = with_spaces(name);
        spot.is_linked = true;
        inputs.push_back(std::move(spot));
    }
    return inputs;
}

void fold(NodeLayout& layout) {
    layout.size.setHeight(header_height);
    for (SocketSpot& socket : layout.sockets) {
        socket.at = {socket.is_output ? layout.size.width() : 0, header_height / 2};
        socket.label_rect = {};
    }
    layout.fields.clear();
    layout.picture = layout.strip = layout.footer = {};
}

}  // namespace

const SocketSpot* NodeLayout::socket(bool is_output, std::string_view name) const {
    for (const SocketSpot& socket : sockets)
        if (socket.is_output == is_output && socket.name == name) return &socket;
    return nullptr;
}

const FieldSpot* NodeLayout::field(std::string_view input) const {
    for (const FieldSpot& field : fields)
        if (field.decl->name == input) return &field;
    return nullptr;
}

NodeLayout lay_out(const NodeParts& parts) {
    const double width = parts.look.width;
    NodeLayout layout;
    layout.header = QRectF(0, 0, width, header_height);

    // Rows that wires share: label rectangles are halves only where both sides have something.
    std::vector<SocketSpot> wires, outputs = outputs_of(parts);
    if (!parts.def) wires = guessed_inputs(parts);
    else
        for (const InputDecl& decl : parts.def->inputs())
            if (!decl.type->from_json) wires.push_back(input_socket(parts, decl));
    const std::size_t shared = std::max(wires.size(), outputs.size());
    double y = first_row;
    for (std::size_t i = 0; i < shared; ++i, y += row_height) {
        const bool both = i < wires.size() && i < outputs.size();
        const double room = (both ? width / 2 : width) - label_inset - (both ? 2 : label_inset);
        if (i < wires.size()) {
            wires[i].at = {0, y + row_height / 2};
            wires[i].label_rect = QRectF(label_inset, y, room, row_height);
        }
        if (i < outputs.size()) {
            outputs[i].at = {width, y + row_height / 2};
            outputs[i].label_rect = QRectF(width - label_inset - room, y, room, row_height);
        }
    }
    layout.sockets = std::move(wires);
    if (parts.def)
        for (const InputDecl& decl : parts.def->inputs()) {
            if (!decl.type->from_json) continue;
            SocketSpot socket = input_socket(parts, decl);
            socket.at = {0, y + row_height / 2};
            if (socket.is_linked) {
                socket.label_rect = QRectF(label_inset, y, width - 2 * label_inset, row_height);
                y += row_height;
            } else {
                const int rows = decl.is_multiline ? rows_of_tall_text : 1;
                layout.fields.push_back({&decl, QRectF(inset, y + 2, width - 2 * inset, rows * row_height - 4)});
                y += rows * row_height;
            }
            layout.sockets.push_back(std::move(socket));
        }
    layout.sockets.insert(layout.sockets.end(), outputs.begin(), outputs.end());

    if (!parts.picture.isEmpty() && parts.look.shows_preview) {
        const double room = width - 2 * picture_inset;
        const double height = std::min(tallest_picture, room * parts.picture.height() / parts.picture.width());
        layout.picture = QRectF(picture_inset, y + 4, room, height);
        y += height + 8;
    }
    if (parts.has_strip) {
        layout.strip = QRectF(picture_inset, y + 4, width - 2 * picture_inset, strip_height);
        y += strip_height + 8;
    }
    layout.footer = QRectF(inset, y, width - 2 * inset, footer_height);
    layout.size = QSizeF(width, y + footer_height + 2);
    if (parts.look.is_collapsed) fold(layout);
    return layout;
}

}  // namespace noiseloom
