// A template as a button: its picture, its title, what it is about. A row of a panel, or a tile of the start page.
#pragma once

#include <QAbstractButton>
#include <QPixmap>

#include "ui/panels/templates.h"
#include "ui/theme/theme.h"

namespace noiseloom {

enum class CardShape { row, tile };

class TemplateCard : public QAbstractButton {
    Q_OBJECT
  public:
    TemplateCard(TemplateInfo info, CardShape shape, const Theme& theme, QWidget* parent = nullptr);
    const TemplateInfo& info() const { return info_; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

  protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;   // Enter as well as Space

  private:
    const TemplateInfo info_;
    const CardShape shape_;
    const Theme& theme_;
    QPixmap picture_;   // read when it is first painted
};

}  // namespace noiseloom
