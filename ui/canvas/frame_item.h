// A frame: a titled rectangle behind nodes. Whatever lies wholly inside moves with it.
#pragma once

#include <QGraphicsItem>

#include "ui/model/looks.h"
#include "ui/theme/theme.h"

namespace noiseloom {

class FrameItem : public QGraphicsItem {
  public:
    enum { Type = UserType + 3 };
    FrameItem(const Theme*& theme, std::string id);

    int type() const override { return Type; }
    const std::string& id() const { return id_; }
    const FrameLook& look() const { return look_; }
    void show(const FrameLook& look);
    QRectF scene_rect() const { return look_.rect; }
    QRectF title_rect() const;    // in the scene: where it is taken hold of
    QRectF corner_rect() const;   // where its size is

    QRectF boundingRect() const override { return look_.rect.adjusted(-3, -3, 3, 3); }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

  private:
    const Theme*& theme_;
    std::string id_;
    FrameLook look_;
};

// A dot that wires are led through.
class DotItem : public QGraphicsItem {
  public:
    enum { Type = UserType + 4 };
    DotItem(const Theme*& theme, std::string id);

    int type() const override { return Type; }
    const std::string& id() const { return id_; }
    void set_type(std::string type) { type_ = std::move(type); update(); }

    QRectF boundingRect() const override { return {-14, -14, 28, 28}; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

  private:
    const Theme*& theme_;
    std::string id_, type_;
};

}  // namespace noiseloom
