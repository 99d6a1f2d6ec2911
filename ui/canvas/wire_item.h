// A wire: from an output, through its dots, to the input that it feeds. Or, as a tag, a label at either end.
#pragma once

#include <QGraphicsItem>

#include "ui/model/graph_place.h"
#include "ui/theme/theme.h"
#include "ui/model/edits.h"

namespace noiseloom {

class NodeItem;

class WireItem : public QGraphicsItem {
  public:
    enum { Type = UserType + 2 };
    // Both nodes outlive the wire.
    WireItem(const Theme*& theme, NodeItem& from, std::string output, NodeItem& to, std::string input);

    int type() const override { return Type; }
    InputName name() const;
    Link source() const;
    NodeItem& from() const { return from_; }
    NodeItem& to() const { return to_; }
    const std::string& output() const { return output_; }

    // `dots`: the points that it goes through.
    void follow(std::vector<QPointF> dots, bool is_tag);
    void set_type(std::string type) { type_ = std::move(type); }
    const std::string& value_type() const { return type_; }
    void set_hovered(bool hovered);
    void set_faded(bool faded);       // others are what is looked at
    void set_stale(bool stale);       // what it carries belongs to other inputs than those of now
    void set_running(bool running, double phase);

    const QPainterPath& path() const { return path_; }
    double distance(QPointF point) const;        // in the scene
    std::size_t part_at(QPointF point) const;    // how many dots lie before the nearest place on it
    bool crosses(const QLineF& line) const;

    QRectF boundingRect() const override { return bounds_; }
    QPainterPath shape() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

  private:
    void paint_tag(QPainter& painter) const;
    void trace();

    const Theme*& theme_;
    NodeItem& from_;
    NodeItem& to_;
    std::string output_, input_, type_;
    std::vector<QPointF> dots_;
    std::vector<QPolygonF> parts_;   // one a stretch between dots
    QPainterPath path_;
    QRectF bounds_;
    QString tag_;
    bool is_tag_ = false, is_hovered_ = false, is_faded_ = false, is_stale_ = false, is_running_ = false;
    double phase_ = 0;
};

}  // namespace noiseloom
