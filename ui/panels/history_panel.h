// What ran, newest first: its picture, when, and what was changed before it. Enter or a click shows it, the menu restores its graph or compares.
#pragma once

#include <QImage>
#include <QWidget>

#include "ui/runs/runs.h"
#include "ui/theme/theme.h"

class QLabel;
class QListWidget;

namespace noiseloom {

class HistoryPanel : public QWidget {
    Q_OBJECT
  public:
    HistoryPanel(EditorDocument& document, Runs& runs, const Theme& theme, QWidget* parent = nullptr);

  signals:
    void show_requested(int job);
    void restore_requested(int job);                  // its workflow becomes the document's
    void compare_requested(int job);                  // with the newest run

  private:
    void rebuild();
    void show_menu(const QPoint& place);

    EditorDocument& document_;
    Runs& runs_;
    QListWidget* list_;
    QLabel* empty_;
};

}  // namespace noiseloom
