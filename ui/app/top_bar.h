// The bar over everything: documents as tabs, Graph or Form, the device, the queue, Run.
#pragma once

#include <QWidget>

#include "ui/theme/theme.h"

class QLabel;
class QPushButton;
class QTabBar;
class QToolButton;

namespace noiseloom {

class TopBar : public QWidget {
    Q_OBJECT
  public:
    explicit TopBar(QWidget* parent = nullptr);

    QTabBar& tabs() { return *tabs_; }
    void set_theme(const Theme& theme);
    void set_face(bool is_form);
    void set_device(const QString& text, const QString& tip);
    void set_queue(int waiting);
    void set_run(bool is_running, double progress, const QString& plan = {});   // plan: what a run would do
    void set_menu(class QMenu* menu);

  signals:
    void face_chosen(bool is_form);
    void run_clicked();
    void stop_clicked();
    void queue_clicked();

  protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;

  private:
    const Theme* theme_ = &Theme::named("dark");
    QToolButton* menu_;
    QTabBar* tabs_;
    QToolButton* graph_;
    QToolButton* form_;
    QLabel* device_;
    QToolButton* queue_;
    QPushButton* run_;
    bool is_running_ = false;
};

}  // namespace noiseloom
