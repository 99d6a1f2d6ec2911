// A node on the canvas: painted, never a widget. Gestures are the view's; this answers where things are.
#pragma once

#include <map>
#include <set>

#include <QGraphicsItem>

#include "ui/model/graph_place.h"
#include "ui/theme/theme.h"
#include "ui/canvas/node_layout.h"
#include "ui/runs/node_status.h"

namespace noiseloom {

class WireItem;

// How much of a node is painted, by the size of a canvas unit on the screen.
enum class Detail { full, plain_fields, blocks, frames_only };
Detail detail_at(double pixels_per_unit);

// What the gestures of the moment say about a node.
struct NodeMarks {
    bool is_current = false;            // has the keyboard
    std::string current_socket;         // of it, by name; or empty
    bool current_is_output = false;
    const std::set<std::string>* lit = nullptr;   // "i:name", "o:name": possible ends of the wire being drawn; null: none is drawn
    std::string edited_field;           // an editor lies over it
};

class NodeItem : public QGraphicsItem {
  public:
    enum { Type = UserType + 1 };
    NodeItem(const GraphPlace& place, const Theme*& theme, std::string id);

    int type() const override { return Type; }
    const std::string& id() const { return id_; }
    const NodeLayout& layout() const { return layout_; }
    const NodeStatus& status() const { return status_; }
    QString title() const { return title_; }
    bool is_muted() const { return node_.mute; }
    bool is_bypassed() const { return node_.bypass; }
    QRectF rect() const { return QRectF(QPointF(), layout_.size); }   // without halo
    QRectF scene_rect() const { return rect().translated(pos()); }
    QPointF socket_point(bool is_output, const std::string& name) const;   // in the scene; the header's edge for an unknown one

    void read();        // again from the document
    void relayout();    // wires came or went
    void set_status(NodeStatus status);
    void set_marks(NodeMarks marks);
    // By input: what is read in place of its file.
    void set_stand_ins(std::map<std::string, QString> texts);
    QString stand_in(const std::string& input) const;
    bool show_outputs_in_use(std::vector<std::string> outputs);   // whether that changed anything

    // The wires that begin and end here; kept by the scene.
    std::set<WireItem*>& wires() { return wires_; }
    const std::set<WireItem*>& wires_of() const { return wires_; }

    QRectF boundingRect() const override;
    QPainterPath shape() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

  private:
    void paint_block(QPainter& painter, Detail detail) const;
    void paint_body(QPainter& painter) const;
    void paint_header(QPainter& painter) const;
    void paint_glyph(QPainter& painter) const;
    void paint_rows(QPainter& painter, Detail detail) const;
    void paint_plain(QPainter& painter, const FieldSpot& field) const;
    void paint_sockets(QPainter& painter) const;
    void paint_picture(QPainter& painter) const;
    void paint_strip(QPainter& painter) const;
    void paint_footer(QPainter& painter) const;
    bool has_own_error() const;
    bool is_off() const { return node_.bypass || node_.mute; }
    Json value_of(const InputDecl& input) const;

    const GraphPlace& place_;
    const Theme*& theme_;
    std::string id_;
    Node node_;
    std::shared_ptr<const Declarations> declarations_;   // that def_ is of
    const NodeDef* def_ = nullptr;
    NodeLook look_;
    NodeLayout layout_;
    NodeStatus status_;
    std::map<std::string, QString> stand_ins_;
    NodeMarks marks_;
    std::vector<std::string> outputs_in_use_;
    QString title_, shown_title_, footer_;
    std::set<WireItem*> wires_;
};

}  // namespace noiseloom
