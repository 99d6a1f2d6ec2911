// A remark in a box: an error or a warning with what to do about it. Plain text, whatever it says.
#pragma once

#include <QFrame>

#include "core/result.h"
#include "ui/theme/theme.h"

namespace noiseloom {

class Note : public QFrame {
    Q_OBJECT
  public:
    Note(const Error& error, Tone tone, const Theme& theme, double text_scale, QWidget* parent);

  protected:
    void paintEvent(QPaintEvent*) override;

  private:
    const Tone tone_;
    const Theme& theme_;
};

}  // namespace noiseloom
