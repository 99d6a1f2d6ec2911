#include "ui/viewer/thumbnail_strip.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>

#include "ui/fields/field_widget.h"
#include "ui/theme/fonts.h"

namespace noiseloom {
namespace {

constexpr double strip_height = 56, frame = 3, wide_gap = 8, widest = 2;   // the last as a share of a picture's height
constexpr double close_gap = -frame;   // of one result: frames overlap
constexpr int rough = 4;   // times too large, for a first reduction that need not be smooth

}  // namespace

ThumbnailStrip::ThumbnailStrip(const Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme) {
    setAccessibleName(tr("Pictures that were shown"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize ThumbnailStrip::sizeHint() const { return {scaled(480), scaled(strip_height)}; }

QImage ThumbnailStrip::small_picture(const QImage& picture) const {
    const double height = scaled(strip_height) - 2 * scaled(frame);
    const QSize size = (QSizeF(picture.size()).scaled(widest * height, height, Qt::KeepAspectRatio) * devicePixelRatioF()).toSize().expandedTo({1, 1});
    const QImage nearly = picture.width() > rough * size.width() && picture.height() > rough * size.height() ? picture.scaled(rough * size) : picture;
    QImage small = nearly.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    small.setDevicePixelRatio(devicePixelRatioF());
    return small;
}

void ThumbnailStrip::set_pictures(std::vector<Thumbnail> pictures, std::size_t shown) {
    pictures_ = std::move(pictures);
    lay_out();
    set_shown(shown);
}

void ThumbnailStrip::set_shown(std::size_t shown) {
    if (shown >= pictures_.size()) return;
    shown_ = shown;
    setAccessibleDescription(tr("%1 of %2: %3").arg(shown_ + 1).arg(pictures_.size()).arg(pictures_[shown_].title));
    scroll_to_shown();
    update();
}

void ThumbnailStrip::lay_out() {
    places_.clear();
    for (std::size_t i = 0; i < pictures_.size(); ++i) {
        const QSizeF size = QSizeF(pictures_[i].picture.size()) / pictures_[i].picture.devicePixelRatio();
        const double gap = i == 0 ? 0 : scaled(pictures_[i].result == pictures_[i - 1].result ? close_gap : wide_gap);
        places_.push_back({row_width() + gap, (scaled(strip_height) - size.height()) / 2 - scaled(frame), size.width() + 2 * scaled(frame), size.height() + 2 * scaled(frame)});
    }
}

void ThumbnailStrip::scroll_to(double start) {
    const double beyond = row_width() - width();
    start_ = beyond <= 0 ? beyond / 2 : std::clamp(start, 0.0, beyond);
    update();
}

void ThumbnailStrip::scroll_to_shown() {
    if (places_.empty()) return;
    const QRectF& shown = places_[shown_];
    const double margin = std::min(static_cast<double>(scaled(strip_height) + scaled(wide_gap)), std::max(0.0, (width() - shown.width()) / 2));   // its neighbours are seen too
    scroll_to(std::clamp(start_, shown.right() + margin - width(), std::max(shown.left() - margin, shown.right() + margin - width())));
}

QRectF ThumbnailStrip::place(std::size_t picture) const { return places_[picture].translated(-start_, 0); }

std::optional<std::size_t> ThumbnailStrip::picture_at(QPointF at) const {
    for (std::size_t i = 0; i < places_.size(); ++i)
        if (const QRectF one = place(i); at.x() >= one.left() && at.x() < one.right()) return i;
    return {};
}

void ThumbnailStrip::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (std::size_t i = 0; i < pictures_.size(); ++i) {
        const QRectF box = place(i);
        if (!box.intersects(event->rect())) continue;
        painter.drawImage(box.topLeft() + QPointF(scaled(frame), scaled(frame)), pictures_[i].picture);
        if (i != shown_) continue;
        painter.setPen(QPen(theme_[Tone::select], 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), scaled(3), scaled(3));
    }
}

void ThumbnailStrip::mousePressEvent(QMouseEvent* event) {
    const auto hit = picture_at(event->position());
    if (!hit || event->button() != Qt::LeftButton) return event->ignore();
    emit chosen(*hit);
}

void ThumbnailStrip::wheelEvent(QWheelEvent* event) {
    const QPoint turned = event->angleDelta();
    scroll_to(start_ - (turned.x() != 0 ? turned.x() : turned.y()) / 120.0 * scaled(strip_height));
    event->accept();
}

bool ThumbnailStrip::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    if (const auto hit = picture_at(help->pos())) QToolTip::showText(help->globalPos(), plain_tip(pictures_[*hit].title), this);
    else QToolTip::hideText();
    return true;
}

}  // namespace noiseloom
