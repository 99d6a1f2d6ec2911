// A workflow as a form: the picture, the inputs that were promoted, and a button. It shows the document that the graph shows.
#pragma once

#include <map>

#include <QWidget>

#include "ui/fields/field_context.h"
#include "ui/model/editor_document.h"

class QAction;
class QProgressBar;
class QPushButton;
class QScrollArea;
class QToolButton;
class QVBoxLayout;

namespace noiseloom {

class FieldWidget;
class FormItem;
class PictureBox;

class FormView : public QWidget {
    Q_OBJECT
  public:
    FormView(EditorDocument& document, std::function<FieldContext(const QString& node)> context_of, QWidget* parent = nullptr);

    void set_picture(const QImage& picture, bool is_preview = false);
    // Of the run that goes on: 0 to 1; negative: none does.
    void set_progress(double done);
    // What can be done with the picture; the first is the button's, the others its menu's. Not owned.
    void set_actions(const QList<QAction*>& actions);
    // In a dialog, which has buttons and progress of its own: the picture takes all room that the fields leave.
    void be_compact();
    // Inputs that are set elsewhere have no row: `is_hidden` says which, asked at every rebuild().
    void hide_inputs(std::function<bool(const std::string& input)> is_hidden);   // "image-w2kd.file"
    void set_editing(bool on);   // items can be moved, renamed, removed and added
    bool is_editing() const { return is_editing_; }
    void rebuild();              // theme, text size or declarations changed
    FieldWidget* field(const std::string& node, const std::string& input) const;   // null if the form has none
    PictureBox& picture() { return *picture_; }
    QSize sizeHint() const override { return {420, 640}; }

  signals:
    void generate_requested();
    void stop_requested();
    void refused(const QString& message);

  private:
    void document_changed();
    std::string structure() const;
    void add_item(std::size_t place, const FieldContext& plain);
    void add_edited_item(std::size_t place, const FieldContext& plain);
    void set_form(const Json& form, const QString& label);
    void move_item(std::size_t from, int by);
    void drop_item(std::size_t from, const QPoint& global);
    QString usual_label(const Json& item) const;

    EditorDocument& document_;
    const std::function<FieldContext(const QString&)> context_of_;
    std::function<bool(const std::string&)> is_hidden_;
    bool is_editing_ = false;
    std::string structure_;
    std::map<std::pair<std::string, std::string>, FieldWidget*> fields_;
    std::vector<FormItem*> items_;
    PictureBox* picture_;
    QScrollArea* scroll_;
    QWidget* page_ = nullptr;
    QVBoxLayout* rows_ = nullptr;
    QPushButton* generate_;
    QProgressBar* progress_;
    QToolButton* actions_;
    QToolButton* edit_;
    double done_ = -1;
};

}  // namespace noiseloom
