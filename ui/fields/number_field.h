// A number, an integer, or a curve that is flat: dragged, stepped, typed as a sum.
#pragma once

#include "ui/fields/field_widget.h"
#include "ui/fields/number_drag.h"

namespace noiseloom {

class NumberField : public FieldWidget {
    Q_OBJECT
  public:
    NumberField(const InputDecl& input, const FieldContext& context, QWidget* parent);
    void begin_editing() override;
    // Pixels at the right that a button of its owner takes.
    void set_reserved(int pixels) { icon_room_ = pixels; }

  protected:
    Result<void> accept_text(const QString& text) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override;
    void wheelEvent(QWheelEvent*) override;
    void keyPressEvent(QKeyEvent*) override;

  private:
    Json json_of(double number) const;
    void step(double notches, Qt::KeyboardModifiers modifiers);
    void take_hold(double x, Qt::KeyboardModifiers modifiers);

    struct Drag {
        double from_x = 0, start = 0;   // where the mouse took hold, again whenever Shift or Ctrl come or go
        Qt::KeyboardModifiers modifiers;
        bool moved = false;
        Json before;                    // for Escape
    };
    const NumberRules rules_;
    std::optional<Drag> drag_;
    double wheel_ = 0;   // parts of a notch
};

}  // namespace noiseloom
