// A list to choose from, with a line that filters it: choices, model files. Opens over the window, closes by itself.
#pragma once

#include <functional>

#include <QFrame>
#include <QStringList>

#include "ui/theme/theme.h"

class QLineEdit;
class QListWidget;

namespace noiseloom {

class ListPopup : public QFrame {
    Q_OBJECT
  public:
    // Deletes itself once closed.
    ListPopup(const QStringList& items, const QString& current, const Theme& theme, double scale, QWidget* owner);
    void add_footer(const QString& text, std::function<void()> act);   // an entry below the list: "Other file…"
    void open(const QString& typed = {});   // with what was typed already in the filter

  signals:
    void chosen(const QString& item);

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void filter(const QString& text);
    void choose();

    QLineEdit* line_;
    QListWidget* list_;
};

}  // namespace noiseloom
