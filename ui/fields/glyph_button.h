// Small buttons with a drawn sign: in fields, headers and lists. Drawn rather than read from a file, so that they are sharp at any scale
// and take the theme's tones.
#pragma once

#include <QAbstractButton>

#include "ui/theme/theme.h"

namespace noiseloom {

enum class Glyph { dice, history, curve, flat, folder, chevron, plus, cross, up, down, grip, jump, question, eye, hatch, mute, reset, pencil };

// In a square; strokes of 1.4 at a size of 14.
void paint_glyph(QPainter& painter, const QRectF& square, Glyph glyph, const QColor& colour);

class GlyphButton : public QAbstractButton {
    Q_OBJECT
  public:
    // `what` is its name for screen readers and, in plain words, its tip.
    GlyphButton(Glyph glyph, const QString& what, const Theme& theme, QWidget* parent);
    void set_theme(const Theme& theme);
    QSize sizeHint() const override { return {22, 22}; }

  protected:
    void paintEvent(QPaintEvent*) override;
    bool event(QEvent* event) override;

  private:
    Glyph glyph_;
    const Theme* theme_;
};

}  // namespace noiseloom
