// The two fields without ado: a switch, and a text of one line.
#pragma once

#include "ui/fields/field_widget.h"

namespace noiseloom {

class ToggleField : public FieldWidget {
    Q_OBJECT
  public:
    using FieldWidget::FieldWidget;
    void begin_editing() override;   // turns it

  protected:
    void mousePressEvent(QMouseEvent*) override;
    void mouseDoubleClickEvent(QMouseEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
};

class LineField : public FieldWidget {
    Q_OBJECT
  public:
    LineField(const InputDecl& input, const FieldContext& context, QWidget* parent);
    void begin_editing() override;

  protected:
    Result<void> accept_text(const QString& text) override;
    void mousePressEvent(QMouseEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
};

}  // namespace noiseloom
