#include "ui/viewer/picture_view.h"

#include <algorithm>
#include <cmath>

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include "ui/theme/fonts.h"

namespace noiseloom {
namespace {

constexpr double smallest = 1.0 / 32, largest = 64, wheel_step = 1.2, grid_from = 8;

}  // namespace

QImage difference(const QImage& a, const QImage& b, int gain) {
    QImage first = a.convertToFormat(QImage::Format_RGB32);
    const QImage second = b.convertToFormat(QImage::Format_RGB32).scaled(a.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    for (int y = 0; y < first.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(first.scanLine(y));
        const auto* other = reinterpret_cast<const QRgb*>(second.constScanLine(y));
        const auto channel = [gain](int one, int two) { return std::min(std::abs(one - two) * gain, 255); };
        for (int x = 0; x < first.width(); ++x)
            line[x] = qRgb(channel(qRed(line[x]), qRed(other[x])), channel(qGreen(line[x]), qGreen(other[x])), channel(qBlue(line[x]), qBlue(other[x])));
    }
    return first;
}

QImage lit(const QImage& picture, const QImage& overlay) {
    QImage made = picture.convertToFormat(QImage::Format_ARGB32_Premultiplied);
    QPainter painter(&made);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.setCompositionMode(QPainter::CompositionMode_Screen);
    painter.setOpacity(0.8);
    painter.drawImage(made.rect(), overlay);
    return made;
}

PictureView::PictureView(const Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Picture"));
}

// --- what is shown -------------------------------------------------------------------------------

void PictureView::set_picture(const QImage& picture) {
    const bool is_other_size = picture.size() != picture_.size();
    picture_ = picture;
    setAccessibleDescription(tr("%1 by %2 pixels").arg(picture.width()).arg(picture.height()));
    if (is_other_size) fit();
    recompose();
}

void PictureView::set_other(const QImage& other) {
    other_ = other;
    if (other.isNull()) comparison_ = Comparison::none;
    recompose();
}

void PictureView::set_overlay(const QImage& overlay) {
    overlay_ = overlay;
    recompose();
}

void PictureView::set_comparison(Comparison comparison) {
    comparison_ = other_.isNull() ? Comparison::none : comparison;
    recompose();
}

void PictureView::set_gain(int gain) {
    gain_ = std::clamp(gain, 1, 64);
    recompose();
}

void PictureView::show_overlay(bool on) {
    wants_overlay_ = on;
    recompose();
}

void PictureView::hold_other(bool on) {
    holds_other_ = on && !other_.isNull();
    update();
}

QImage PictureView::composed() const {
    if (comparison_ == Comparison::difference && !picture_.isNull()) return difference(picture_, other_, gain_);
    return wants_overlay_ && !overlay_.isNull() && !picture_.isNull() ? lit(picture_, overlay_) : picture_;
}

void PictureView::recompose() {
    shown_ = composed();
    update();
    emit changed();
}

// --- zoom ----------------------------------------------------------------------------------------

QRectF PictureView::place() const {
    const double scale = zoom_ / devicePixelRatioF();
    return {QPointF(width() / 2.0, height() / 2.0) - centre_ * scale, QSizeF(picture_.size()) * scale};
}

QPoint PictureView::pixel_at(QPointF at) const {
    const QPointF inside = (at - place().topLeft()) * devicePixelRatioF() / zoom_;
    return {static_cast<int>(std::floor(inside.x())), static_cast<int>(std::floor(inside.y()))};
}

void PictureView::zoom_to(double zoom, QPointF around) {
    zoom = std::clamp(zoom, smallest, largest);
    const QPointF from_middle = (around - QPointF(width() / 2.0, height() / 2.0)) * devicePixelRatioF();
    centre_ += from_middle / zoom_ - from_middle / zoom;
    zoom_ = zoom;
    fits_ = false;
    update();
    emit changed();
}

void PictureView::fit() {
    fits_ = true;
    if (picture_.isNull() || width() < 1 || height() < 1) return;
    zoom_ = std::clamp(std::min(static_cast<double>(width()) / picture_.width(), static_cast<double>(height()) / picture_.height()) * devicePixelRatioF(), smallest, largest);
    centre_ = QPointF(picture_.width() / 2.0, picture_.height() / 2.0);
    update();
    emit changed();
}

void PictureView::zoom_to_pixels() { zoom_to(1, QPointF(width() / 2.0, height() / 2.0)); }

void PictureView::resizeEvent(QResizeEvent*) {
    if (fits_) fit();
}

// --- painting ------------------------------------------------------------------------------------

void PictureView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), theme_[Tone::canvas]);
    if (picture_.isNull()) {
        painter.setPen(theme_[Tone::text2]);
        painter.setFont(panel_font(12));
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, tr("No picture yet: run the workflow."));
        return;
    }
    const QRectF where = place();
    painter.setRenderHint(QPainter::SmoothPixmapTransform, zoom_ < 2);   // large pixels are to be seen as such
    painter.drawImage(where, holds_other_ ? other_ : shown_);
    if (comparison_ == Comparison::slider && !holds_other_) {
        const double x = slider_ * width();
        painter.save();
        painter.setClipRect(QRectF(x, 0, width() - x, height()));
        painter.drawImage(where, other_);
        painter.restore();
        painter.setPen(QPen(theme_[Tone::accent], 2));
        painter.drawLine(QPointF(x, 0), QPointF(x, height()));
    }
    if (zoom_ < grid_from) return;
    painter.setPen(QPen(theme_[Tone::line], 1));
    const double scale = zoom_ / devicePixelRatioF();
    const QPoint first = pixel_at({0, 0}), last = pixel_at(QPointF(width(), height()));
    for (int x = std::max(first.x(), 0); x <= std::min(last.x() + 1, picture_.width()); ++x) {
        const double at = std::round(where.left() + x * scale) + 0.5;
        painter.drawLine(QPointF(at, std::max(where.top(), 0.0)), QPointF(at, std::min(where.bottom(), static_cast<double>(height()))));
    }
    for (int y = std::max(first.y(), 0); y <= std::min(last.y() + 1, picture_.height()); ++y) {
        const double at = std::round(where.top() + y * scale) + 0.5;
        painter.drawLine(QPointF(std::max(where.left(), 0.0), at), QPointF(std::min(where.right(), static_cast<double>(width())), at));
    }
}

// --- mouse and keys ------------------------------------------------------------------------------

bool PictureView::is_on_slider(QPointF at) const { return comparison_ == Comparison::slider && std::abs(at.x() - slider_ * width()) < scaled(8); }

void PictureView::wheelEvent(QWheelEvent* event) { zoom_to(zoom_ * std::pow(wheel_step, event->angleDelta().y() / 120.0), event->position()); }

void PictureView::mousePressEvent(QMouseEvent* event) {
    grip_ = event->position();
    drags_slider_ = is_on_slider(grip_);
}

void PictureView::mouseMoveEvent(QMouseEvent* event) {
    const QPointF at = event->position();
    if (event->buttons() & (Qt::LeftButton | Qt::MiddleButton)) {
        if (drags_slider_) {
            slider_ = std::clamp(at.x() / width(), 0.0, 1.0);
        } else {
            centre_ -= (at - grip_) * devicePixelRatioF() / zoom_;
            fits_ = false;
        }
        grip_ = at;
        update();
    }
    setCursor(is_on_slider(at) ? Qt::SplitHCursor : Qt::ArrowCursor);
    const QPoint pixel = pixel_at(at);
    if (!picture_.rect().contains(pixel)) return emit pixel_told({});
    const QColor colour = picture_.pixelColor(pixel);
    emit pixel_told(QString("x %1  y %2   %3 %4 %5").arg(pixel.x()).arg(pixel.y()).arg(colour.red()).arg(colour.green()).arg(colour.blue()));
}

void PictureView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (fits_) zoom_to(1, event->position());
    else fit();
}

void PictureView::keyPressEvent(QKeyEvent* event) {
    const QPointF middle(width() / 2.0, height() / 2.0);
    switch (event->key()) {
        case Qt::Key_1: return zoom_to_pixels();
        case Qt::Key_F: return fit();
        case Qt::Key_Plus: return zoom_to(zoom_ * 2, middle);
        case Qt::Key_Minus: return zoom_to(zoom_ / 2, middle);
        case Qt::Key_Space: return hold_other(true);
        case Qt::Key_S: return set_comparison(comparison_ == Comparison::slider ? Comparison::none : Comparison::slider);
        case Qt::Key_D: return set_comparison(comparison_ == Comparison::difference ? Comparison::none : Comparison::difference);
        case Qt::Key_BracketLeft: return set_gain(gain_ / 2);
        case Qt::Key_BracketRight: return set_gain(gain_ * 2);
        case Qt::Key_O: return show_overlay(!wants_overlay_);
        default: QWidget::keyPressEvent(event);
    }
}

void PictureView::keyReleaseEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) return hold_other(false);
    QWidget::keyReleaseEvent(event);
}

void PictureView::focusOutEvent(QFocusEvent* event) {
    hold_other(false);   // the release may go elsewhere
    QWidget::focusOutEvent(event);
}

}  // namespace noiseloom
