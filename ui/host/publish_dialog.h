// Which workflows have an entry in the menus of image editors: the one that is open can be added under a title, others removed.
#pragma once

#include <filesystem>

#include <QDialog>

#include "ui/model/editor_document.h"
#include "ui/theme/theme.h"

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace noiseloom {

class PublishDialog : public QDialog {
    Q_OBJECT
  public:
    // The document outlives it. `resources` has the list that comes with Noiseloom.
    PublishDialog(EditorDocument& document, std::filesystem::path resources, const Theme& theme, QWidget* parent = nullptr);

    void publish();
    void remove();   // the one that is selected in the list

  private:
    void show_list();
    void show_title();
    void tell(const QString& text, Tone tone);

    EditorDocument& document_;
    const std::filesystem::path resources_;
    const Theme& theme_;
    QLineEdit* title_;
    QPushButton* publish_;
    QLabel* told_;
    QListWidget* list_;
    QPushButton* remove_;
};

}  // namespace noiseloom
