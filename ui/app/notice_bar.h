// Messages over the canvas that wait for nobody: a line of text with buttons, one below the other. Nothing modal, nothing lost.
#pragma once

#include <functional>
#include <utility>
#include <vector>

#include <QWidget>

#include "ui/theme/theme.h"

class QVBoxLayout;

namespace noiseloom {

struct NoticeAction {
    QString text;
    std::function<void()> act;   // the notice closes then
};

class NoticeBar : public QWidget {
    Q_OBJECT
  public:
    explicit NoticeBar(const Theme* const& theme, QWidget* parent = nullptr);   // whichever that is when a notice comes

    // Without actions it goes by itself after some seconds. The same text twice is one notice.
    void add(const QString& text, Tone tone, std::vector<NoticeAction> actions = {});
    void remove(const QString& text);   // if it is there
    QStringList texts() const;
    void clear();

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;   // the parent's size

  private:
    void place();
    const Theme* const& theme_;
    QVBoxLayout* rows_;
};

}  // namespace noiseloom
