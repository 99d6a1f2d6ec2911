// The pictures that were made for an image editor, small, side by side: a click or Space ticks those that go into it.
#pragma once

#include <QListWidget>

#include "ui/host/host_session.h"
#include "ui/theme/theme.h"

namespace noiseloom {

class VariationList : public QListWidget {
    Q_OBJECT
  public:
    VariationList(const Theme& theme, QWidget* parent);

    void show_variations(const std::vector<HostVariation>& variations);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {picture_side(), sizeHint().height()}; }
    static int picture_side();

  signals:
    void chosen(std::size_t variation, bool on);
    void looked_at(std::size_t variation);   // the current one
    void opened(std::size_t variation);      // Enter, a double click

  private:
    bool is_filling_ = false;
};

}  // namespace noiseloom
