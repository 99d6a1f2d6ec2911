// What a document does for an image editor, in one bar: whose picture it is, which layers its inputs read, where results go and how many,
// how far they are, and those that were made, to choose from. It shows a session and keeps nothing itself.
//
// The dialog has it below the form, pages of the editor above form and graph.
#pragma once

#include <QWidget>

#include "ui/host/host_session.h"
#include "ui/theme/theme.h"

class QComboBox;
class QGridLayout;
class QLabel;
class QProgressBar;
class QPushButton;
class QSpinBox;

namespace noiseloom {

class ElidedLabel;
class VariationList;

class HostBar : public QWidget {
    Q_OBJECT
  public:
    HostBar(HostSession& session, const Theme& theme, QWidget* parent = nullptr);   // which outlive it

    VariationList& variations() { return *variations_; }
    QPushButton& insert_button() { return *insert_; }

  protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override { lay_out(); }

  private:
    struct Choice {
        QLabel* label;
        QWidget* field;
    };
    void show_session();
    void show_inputs();
    void fill_sources(QComboBox& box, const HostBinding& binding) const;
    void show_progress();
    void show_state();
    Choice make_choice(const QString& name, QWidget* field);
    void lay_out();
    void save();

    HostSession& session_;
    const Theme& theme_;
    ElidedLabel* host_;
    QProgressBar* progress_;
    QPushButton* stop_;
    QGridLayout* grid_;
    std::vector<Choice> inputs_, others_;   // in their order
    QComboBox* results_;
    QSpinBox* count_;
    QLabel* told_;
    VariationList* variations_;
    QWidget* made_;                         // the list and its buttons
    QPushButton* insert_;
    QPushButton* save_;
    std::vector<std::string> shown_inputs_;
    int columns_ = 0;
    QString done_text_;                     // of the last insertion or file
};

}  // namespace noiseloom
