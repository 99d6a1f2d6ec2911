// One of the declared words: a list that filters as letters are typed; Up and Down go through the words without opening it.
#pragma once

#include "ui/fields/field_widget.h"

namespace noiseloom {

class ChoiceField : public FieldWidget {
    Q_OBJECT
  public:
    ChoiceField(const InputDecl& input, const FieldContext& context, QWidget* parent);
    void begin_editing() override { open_list({}); }

  protected:
    void mousePressEvent(QMouseEvent*) override;
    void keyPressEvent(QKeyEvent*) override;

  private:
    void open_list(const QString& typed);
    void walk(int by);
};

}  // namespace noiseloom
