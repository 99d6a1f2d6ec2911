// A painted mask: how many strokes it has, and the way to the painter.
#pragma once

#include "ui/fields/field_widget.h"

namespace noiseloom {

class GlyphButton;

class MaskField : public FieldWidget {
    Q_OBJECT
  public:
    MaskField(const InputDecl& input, const FieldContext& context, QWidget* parent);
    void begin_editing() override;   // the painter

  protected:
    void layout_parts() override;
    void fill_menu(QMenu& menu) override;
    void mousePressEvent(QMouseEvent*) override;

  private:
    GlyphButton* brush_;
};

}  // namespace noiseloom
