#include "ui/fields/curve_plot.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <cmath>

#include "ui/fields/field_text.h"
#include "ui/fields/painted_text.h"

namespace noiseloom {
namespace {

constexpr double reach = 9, line_reach = 6;   // of the mouse, in logical pixels
constexpr double key_u = 0.01;

}  // namespace

CurvePlot::CurvePlot(double low, double high, double step, const Theme& theme, QWidget* parent)
    : QWidget(parent), low_(low), high_(high), step_(step), theme_(theme) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Curve over the steps"));
}

void CurvePlot::set_curve(const Curve& curve) {
    if (is_dragging_ || curve.knots() == knots_) return;
    knots_ = curve.knots();
    selected_ = std::min(selected_, knots_.size() - 1);
    fit_axis();
    update();
    emit selection_changed();
}

void CurvePlot::select(std::size_t knot) {
    selected_ = std::min(knot, knots_.size() - 1);
    setAccessibleDescription(tr("Knot %1 of %2, at %3: %4").arg(selected_ + 1).arg(knots_.size()).arg(number_text(knots_[selected_].first), number_text(knots_[selected_].second)));
    update();
    emit selection_changed();
}

void CurvePlot::set_knot(double u, double value) {
    move_knot(knots_, selected_, u, value, low_, high_);
    fit_axis();
    update();
    emit changed(true);
    emit selection_changed();
}

void CurvePlot::set_scale(double scale) {
    scale_ = scale;
    updateGeometry();
    update();
}
void CurvePlot::set_marker(std::optional<double> u) {
    marker_ = u;
    update();
}
void CurvePlot::set_steps(int steps) {
    steps_ = steps;
    update();
}
void CurvePlot::set_ghost(const std::optional<Curve>& curve) {
    ghost_ = curve;
    fit_axis();
    update();
}

// Room above what there is, to draw into; never more than values may be.
void CurvePlot::fit_axis() {
    double bottom = std::min(0.0, knots_.front().second), top = knots_.front().second;
    for (const auto& [u, value] : knots_) {
        bottom = std::min(bottom, value);
        top = std::max(top, value);
    }
    if (ghost_) top = std::max(top, ghost_->highest());
    if (bottom < 0) bottom *= 1.25;
    top = std::max(top * 1.25, bottom + std::max(step_ * 10, 1e-6));
    if (std::isfinite(low_) && std::isfinite(high_)) {
        top = std::max(top, bottom + (high_ - low_) * 0.1);
        bottom = std::max(bottom, low_);
        top = std::min(top, high_);
    }
    bottom_ = bottom;
    top_ = std::max(top, bottom + 1e-6);
}

QRectF CurvePlot::plot() const { return QRectF(32, 8, width() / scale_ - 42, height() / scale_ - 26); }

QPointF CurvePlot::place_of(double u, double value) const {
    const QRectF area = plot();
    return QPointF(area.left() + u * area.width(), area.bottom() - (value - bottom_) / (top_ - bottom_) * area.height()) * scale_;
}

std::pair<double, double> CurvePlot::value_at(QPointF place) const {
    const QRectF area = plot();
    return {(place.x() / scale_ - area.left()) / area.width(), bottom_ + (area.bottom() - place.y() / scale_) / area.height() * (top_ - bottom_)};
}

double CurvePlot::at(double u) const {
    const auto curve = Curve::from_knots(knots_);
    return curve ? curve->at(u) : 0;
}

std::optional<std::size_t> CurvePlot::knot_at(QPointF place) const {
    std::optional<std::size_t> nearest;
    double least = reach * scale_;
    for (std::size_t i = 0; i < knots_.size(); ++i) {
        const QPointF away = place_of(knots_[i].first, knots_[i].second) - place;
        if (const double distance = std::hypot(away.x(), away.y()); distance <= least) {
            least = distance;
            nearest = i;
        }
    }
    return nearest;
}

bool CurvePlot::is_on_line(QPointF place) const {
    const double u = std::clamp(value_at(place).first, 0.0, 1.0);
    return std::abs(place_of(u, at(u)).y() - place.y()) <= line_reach * scale_ && plot().adjusted(-4, -4, 4, 4).contains(place / scale_);
}

std::pair<double, double> CurvePlot::snapped(std::pair<double, double> point) const {
    const double grid = steps_ > 1 ? 1.0 / (steps_ - 1) : 0.05;
    const auto ticks = axis_ticks(bottom_, top_);
    const double unit = ticks.size() > 1 ? (ticks[1] - ticks[0]) / 2 : 1;
    return {std::round(point.first / grid) * grid, std::round(point.second / unit) * unit};
}

// --- painting ------------------------------------------------------------------------------------

void CurvePlot::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(scale_, scale_);
    const QRectF all(0, 0, width() / scale_, height() / scale_), area = plot();
    const auto place = [&](double u, double value) { return place_of(u, value) / scale_; };
    painter.setPen(QPen(theme_[hasFocus() ? Tone::accent : Tone::line], hasFocus() ? 1.5 : 1));
    painter.setBrush(theme_[Tone::field]);
    painter.drawRoundedRect(all.adjusted(0.75, 0.75, -0.75, -0.75), 4, 4);

    for (const double tick : axis_ticks(bottom_, top_)) {
        const double y = place(0, tick).y();
        painter.setPen(QPen(theme_[Tone::line], 1));
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter.setPen(theme_[Tone::text3]);
        draw_line(painter, QRectF(2, y - 8, area.left() - 7, 16), number_text(tick), Face::mono, 10, Qt::AlignRight);
    }
    painter.setPen(QPen(theme_[Tone::line], 1));
    if (steps_ > 1 && steps_ <= 60)
        for (int i = 0; i < steps_; ++i) {
            const double x = place(static_cast<double>(i) / (steps_ - 1), 0).x();
            painter.drawLine(QPointF(x, area.bottom()), QPointF(x, area.bottom() + 3));
        }
    painter.setPen(theme_[Tone::text3]);
    const QRectF below(area.left(), area.bottom() + 2, area.width(), 15);
    draw_line(painter, below, tr("noise"), Face::label, 10);
    draw_line(painter, below, tr("picture"), Face::label, 10, Qt::AlignRight);

    const auto draw = [&](const Curve& curve, const QPen& pen) {
        QPolygonF line;
        line << place(0, curve.at(0));
        for (const auto& [u, value] : curve.knots()) line << place(u, value);
        line << place(1, curve.at(1));
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(line);
    };
    if (ghost_) draw(*ghost_, QPen(theme_[Tone::text3], 1.2, Qt::DashLine));
    if (marker_) {
        painter.setPen(QPen(theme_[Tone::run], 1.5));
        painter.drawLine(QPointF(place(*marker_, 0).x(), area.top()), QPointF(place(*marker_, 0).x(), area.bottom()));
    }
    if (const auto curve = Curve::from_knots(knots_)) draw(*curve, QPen(theme_.socket("curve"), 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    for (std::size_t i = 0; i < knots_.size(); ++i) {
        const bool is_chosen = i == selected_ && hasFocus();
        painter.setPen(QPen(theme_[is_chosen ? Tone::select : Tone::field], is_chosen ? 2 : 1.5));
        painter.setBrush(theme_.socket("curve"));
        painter.drawEllipse(place(knots_[i].first, knots_[i].second), hovered_ == i || is_chosen ? 5.5 : 4.5, hovered_ == i || is_chosen ? 5.5 : 4.5);
    }
}

// --- mouse ---------------------------------------------------------------------------------------

void CurvePlot::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    const QPointF mouse = event->position();
    before_drag_ = knots_;
    auto knot = knot_at(mouse);
    has_moved_ = false;
    if (!knot && is_on_line(mouse)) {
        const double u = value_at(mouse).first;
        knot = add_knot(knots_, u, at(std::clamp(u, 0.0, 1.0)));
        has_moved_ = knot.has_value();
        if (knot) emit changed(false);
    }
    if (!knot) return;
    is_dragging_ = true;
    grip_ = place_of(knots_[*knot].first, knots_[*knot].second) - mouse;
    select(*knot);
}

void CurvePlot::mouseMoveEvent(QMouseEvent* event) {
    if (!is_dragging_) {
        const auto hovered = knot_at(event->position());
        setCursor(hovered ? Qt::SizeAllCursor : is_on_line(event->position()) ? Qt::CrossCursor : Qt::ArrowCursor);
        if (hovered != hovered_) update();
        hovered_ = hovered;
        return;
    }
    auto point = value_at(event->position() + grip_);
    if (event->modifiers() & Qt::ControlModifier) point = snapped(point);
    move_knot(knots_, selected_, point.first, point.second, low_, high_);
    has_moved_ = true;
    update();
    emit changed(false);
    emit selection_changed();
}

void CurvePlot::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !is_dragging_) return;
    is_dragging_ = false;
    fit_axis();
    update();
    if (has_moved_) emit changed(true);
}

void CurvePlot::mouseDoubleClickEvent(QMouseEvent* event) { mousePressEvent(event); }

void CurvePlot::leaveEvent(QEvent*) {
    hovered_.reset();
    update();
}

void CurvePlot::contextMenuEvent(QContextMenuEvent* event) {
    if (const auto knot = knot_at(event->pos())) remove(*knot);
    else event->ignore();   // the field's menu
}

void CurvePlot::remove(std::size_t knot) {
    if (!remove_knot(knots_, knot)) return;
    hovered_.reset();
    select(std::min(selected_, knots_.size() - 1));
    fit_axis();
    emit changed(true);
}

void CurvePlot::keyPressEvent(QKeyEvent* event) {
    const bool has_ctrl = event->modifiers() & Qt::ControlModifier;
    const double fine = event->modifiers() & Qt::ShiftModifier ? 0.1 : 1;
    const double step = (step_ > 0 ? step_ : (top_ - bottom_) / 100) * fine;
    const auto [u, value] = knots_[selected_];
    switch (event->key()) {
        case Qt::Key_Left: return has_ctrl ? set_knot(u - key_u * fine, value) : select(selected_ == 0 ? 0 : selected_ - 1);
        case Qt::Key_Right: return has_ctrl ? set_knot(u + key_u * fine, value) : select(selected_ + 1);
        case Qt::Key_Up: return set_knot(u, value + step);
        case Qt::Key_Down: return set_knot(u, value - step);
        case Qt::Key_Delete:
        case Qt::Key_Backspace: return remove(selected_);
        case Qt::Key_Plus:
        case Qt::Key_Insert: {
            const double next = selected_ + 1 < knots_.size() ? knots_[selected_ + 1].first : 1;
            const double middle = (u + next) / 2;
            if (const auto made = add_knot(knots_, middle, at(middle))) {
                select(*made);
                emit changed(true);
            }
            return;
        }
        case Qt::Key_Escape:
            if (is_dragging_) {
                is_dragging_ = false;
                knots_ = before_drag_;
                selected_ = std::min(selected_, knots_.size() - 1);
                update();
                emit changed(true);
            } else {
                emit left();
            }
            return;
        default: QWidget::keyPressEvent(event);
    }
}

}  // namespace noiseloom
