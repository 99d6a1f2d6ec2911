// The rail at the left: adding, templates, history, queue. Each but the first opens a panel over the canvas, and closes it again.
#pragma once

#include <functional>
#include <map>

#include <QPointer>
#include <QWidget>

#include "ui/theme/theme.h"

class QToolButton;
class QVBoxLayout;

namespace noiseloom {

class Rail : public QWidget {
    Q_OBJECT
  public:
    Rail(const Theme& theme, QWidget* parent);
    ~Rail() override;   // with its panels, which lie on others

    void add_command(const QString& icon_name, const QString& text, std::function<void()> act);
    // The panel is made when it is first opened, and lies beside the rail, over what else its parent shows.
    void add_panel(const QString& name, const QString& icon_name, const QString& text, std::function<QWidget*()> make);
    void toggle(const QString& name);
    void close_panels();

  protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;

  private:
    struct Panel {
        std::function<QWidget*()> make;
        QPointer<QWidget> widget;
        QToolButton* button = nullptr;
    };
    QToolButton* add_button(const QString& icon_name, const QString& text);
    void place();

    const Theme& theme_;
    QVBoxLayout* rows_;
    std::map<QString, Panel> panels_;
    QWidget* open_ = nullptr;
};

}  // namespace noiseloom
