// A field of an input that can be edited: in the inspector, in the form, and as the one editor that the canvas lays over a painted field.
// It looks as paint_field() paints it.
//
// Fields do not know the document: they tell what was done, and show what they are given.
#pragma once

#include <QTimer>
#include <QWidget>

#include "ui/fields/field_context.h"
#include "ui/fields/field_painter.h"

class QLineEdit;
class QMenu;

namespace noiseloom {

class FieldWidget : public QWidget {
    Q_OBJECT
  public:
    FieldWidget(const InputDecl& input, const FieldContext& context, QWidget* parent);

    const InputDecl& input() const { return input_; }
    const Json& value() const { return value_; }
    const FieldContext& context() const { return context_; }
    // null: the default. Does not emit. What is being typed stays.
    void set_value(const Json& value);
    // The canvas's zoom times the user's text size.
    void set_scale(double scale);
    double scale() const { return scale_; }
    // What Enter or a double click does: opens the editor, the list, or turns the switch.
    virtual void begin_editing() = 0;
    // The remark that is shown beside the field, if any: why a text was refused, or changed.
    const QString& remark() const { return remark_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  signals:
    // `is_final` is false while a drag goes on: such changes belong to one step of undo, which the final one ends.
    void edited(const noiseloom::Json& value, bool is_final);
    void left();   // Enter or Escape: whoever opened the field may close it
    void height_changed();   // another size suits it now

  protected:
    // The user changed it: shows and tells.
    void change(const Json& value, bool is_final = true);
    // For notches of the wheel and keys held down: final once they pause.
    void change_gradually(const Json& value);
    void reset();
    void set_remark(const QString& text);

    // A line editor in the place of the value (label and all where `whole`), with accept_text() called on Enter and when the focus goes.
    void open_line(const QString& text, bool selected, bool whole = false);
    bool is_typing() const { return line_ != nullptr; }
    // Takes what was typed, or says why not.
    virtual Result<void> accept_text(const QString& text);
    virtual void value_was_set() {}
    virtual void layout_parts() {}   // size or scale changed
    virtual void fill_menu(QMenu&) {}

    FieldLook look() const;
    QRectF field_rect() const;   // in units of paint_field()
    double shown_number() const;   // 0 if the value is none

    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void mouseDoubleClickEvent(QMouseEvent*) override;
    void contextMenuEvent(QContextMenuEvent*) override;
    void focusInEvent(QFocusEvent*) override;
    void focusOutEvent(QFocusEvent*) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

    int icon_room_ = 0;

  private:
    void close_line();
    bool commit_line();
    void settle();
    void describe();

    const InputDecl input_;
    const FieldContext context_;
    Json value_;
    double scale_ = 1;
    QLineEdit* line_ = nullptr;
    bool line_is_whole_ = false;
    QString remark_;
    QTimer remark_timer_, settle_timer_;
    bool is_settling_ = false;
};

// The field that suits the input; null for inputs that want a wire. `parent` owns it.
FieldWidget* make_field(const InputDecl& input, const FieldContext& context, QWidget* parent);

// As a tool tip or a label may take it: plain words, never markup from a file.
QString plain_tip(const QString& text);

}  // namespace noiseloom
