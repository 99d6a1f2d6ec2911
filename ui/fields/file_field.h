// A file by name: known ones to choose from, one that is dropped on it, or one that is looked for. Says where the file is missing.
#pragma once

#include "ui/fields/field_widget.h"

namespace noiseloom {

class GlyphButton;

class FileField : public FieldWidget {
    Q_OBJECT
  public:
    FileField(const InputDecl& input, const FieldContext& context, QWidget* parent);
    void begin_editing() override;   // the list of known files
    void locate();                   // the dialogue

  protected:
    Result<void> accept_text(const QString& text) override;
    void layout_parts() override;
    void fill_menu(QMenu& menu) override;
    void mousePressEvent(QMouseEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void dragEnterEvent(QDragEnterEvent*) override;
    void dropEvent(QDropEvent*) override;

  private:
    QString name() const;
    void type_name(const QString& text);

    GlyphButton* folder_;
};

}  // namespace noiseloom
