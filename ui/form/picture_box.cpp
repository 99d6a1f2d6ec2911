#include "ui/form/picture_box.h"

#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>

#include "ui/fields/painted_text.h"

namespace noiseloom {

PictureBox::PictureBox(const Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme) {
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(tr("Picture"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setMinimumHeight(120);
}

void PictureBox::set_picture(const QImage& picture, bool is_preview) {
    shown_ = picture;
    if (!is_preview && picture != result_) {
        previous_ = result_;
        result_ = picture;
    }
    setToolTip(previous_.isNull() ? QString() : tr("Keep the mouse here to see the picture before"));
    update();
}

bool PictureBox::event(QEvent* event) {
    const auto want = [&](bool on) {
        wants_previous_ = on;
        update();
    };
    switch (event->type()) {
        case QEvent::HoverEnter: want(true); break;
        case QEvent::HoverLeave: want(false); break;
        case QEvent::FocusOut: want(false); break;
        case QEvent::FocusIn: update(); break;
        case QEvent::KeyPress:
        case QEvent::KeyRelease:
            if (const auto* key = static_cast<QKeyEvent*>(event); key->key() == Qt::Key_Space) {
                if (!key->isAutoRepeat()) want(event->type() == QEvent::KeyPress);
                return true;
            }
            break;
        default: break;
    }
    return QWidget::event(event);
}

void PictureBox::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    const QRectF area = rect();
    painter.setPen(QPen(theme_[hasFocus() ? Tone::accent : Tone::line], hasFocus() ? 2 : 1));
    painter.setBrush(theme_[Tone::canvas]);
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    const QImage& picture = shows_previous() ? previous_ : shown_;
    if (picture.isNull()) {
        painter.setPen(theme_[Tone::text3]);
        draw_line(painter, area, tr("The picture comes here"), Face::label, 12, Qt::AlignHCenter);
        return;
    }
    const QSizeF size = QSizeF(picture.size()).scaled(area.size() - QSizeF(8, 8), Qt::KeepAspectRatio);
    const QRectF place(area.center() - QPointF(size.width(), size.height()) / 2, size);
    painter.drawImage(place, picture);
    if (!shows_previous()) return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme_[Tone::panel]);
    painter.drawRoundedRect(QRectF(place.left() + 8, place.top() + 8, 58, 20), 4, 4);
    painter.setPen(theme_[Tone::text]);
    draw_line(painter, QRectF(place.left() + 8, place.top() + 8, 58, 20), tr("before"), Face::label, 11, Qt::AlignHCenter);
}

}  // namespace noiseloom
