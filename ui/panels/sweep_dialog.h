// A sweep before it starts: one or two inputs with their values, as the command line takes them, and what it would cost.
#pragma once

#include <array>

#include <QDialog>

#include "ui/runs/runs.h"
#include "ui/theme/theme.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace noiseloom {

class SweepDialog : public QDialog {
    Q_OBJECT
  public:
    // Begins with the input; without one with the axes that the workflow names.
    SweepDialog(EditorDocument& document, Runs& runs, const Theme& theme, const std::string& node, const std::string& input, QWidget* parent = nullptr);

    void set_values(const QString& values);   // of the first input
    // Those that can be read; the first error, where one cannot.
    Result<std::vector<Axis>> axes() const;

  signals:
    void started(int job);

  private:
    void take_own_axes();
    struct Row {
        QComboBox* input;
        QLineEdit* values;
    };
    void estimate();
    void start();

    EditorDocument& document_;
    Runs& runs_;
    const Theme& theme_;
    std::array<Row, 2> rows_;
    QLabel* told_;
    QPushButton* start_;
    int asked_ = 0;   // estimates; those of older axes are not shown
};

}  // namespace noiseloom
