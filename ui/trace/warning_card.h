// What is worth telling about a run's guidance, in a line, with its remedies as buttons; where there is no room for all, those but the first
// are in a menu.
#pragma once

#include <QFrame>

#include "ui/theme/theme.h"
#include "ui/trace/trace_figures.h"

class QToolButton;

namespace noiseloom {

class WarningCard : public QFrame {
    Q_OBJECT
  public:
    WarningCard(const TraceWarning& warning, const QStringList& remedies, const Theme& theme, QWidget* parent);
    QSize minimumSizeHint() const override;

  signals:
    void chosen(const QString& remedy);

  protected:
    void resizeEvent(QResizeEvent* event) override;

  private:
    std::vector<QToolButton*> buttons_;
    QToolButton* more_;
};

}  // namespace noiseloom
