// The queue: what runs and what waits, in the order in which it will. Alt+Up and Alt+Down move a job, Del cancels it.
#pragma once

#include <QWidget>

#include "ui/runs/runs.h"
#include "ui/theme/theme.h"

class QLabel;
class QListWidget;

namespace noiseloom {

class QueuePanel : public QWidget {
    Q_OBJECT
  public:
    QueuePanel(Runs& runs, const Theme& theme, QWidget* parent = nullptr);

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void rebuild();
    int current() const;        // number of the job; 0: none
    void move(int by);
    void move_to_row(int row);
    void cancel_current();
    void clear();

    Runs& runs_;
    QListWidget* list_;
    QLabel* empty_;
};

}  // namespace noiseloom
