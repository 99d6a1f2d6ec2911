// A text of many lines, which grows with it; a prompt with a counter of tokens if an encoder reads it.
#pragma once

#include "ui/fields/field_widget.h"

namespace noiseloom {

class PromptEdit;

class TextField : public FieldWidget {
    Q_OBJECT
  public:
    TextField(const InputDecl& input, const FieldContext& context, QWidget* parent);
    void begin_editing() override;
    PromptEdit& edit() { return *edit_; }
    QSize sizeHint() const override;

  protected:
    void paintEvent(QPaintEvent*) override;
    void value_was_set() override;
    void layout_parts() override;

  private:
    void grow();

    PromptEdit* edit_;
    int lines_ = 0;
};

}  // namespace noiseloom
