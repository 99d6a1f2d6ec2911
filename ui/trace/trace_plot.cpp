#include "ui/trace/trace_plot.h"

#include <cmath>

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include "ui/fields/value_axis.h"
#include "ui/theme/fonts.h"

namespace noiseloom {
namespace {

constexpr double inset = 8, gap = 10, dot = 7;

}  // namespace

TracePlot::TracePlot(const Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme) {
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void TracePlot::set_data(PlotData data) {
    data_ = std::move(data);
    setAccessibleName(data_.title);
    bottom_ = 0;
    top_ = 0;
    std::vector<double> sums(steps(), 0);
    for (const PlotLine& line : data_.lines)
        for (const auto* values : {&line.values, &line.ghost})
            for (std::size_t k = 0; k < values->size(); ++k) {
                const double value = (*values)[k];
                if (!std::isfinite(value)) continue;
                if (data_.is_stacked) sums[k] += value;
                bottom_ = std::min(bottom_, value);
                top_ = std::max(top_, data_.is_stacked ? sums[k] : value);
            }
    if (data_.id == "class") top_ = 1;
    if (data_.id == "cosine") {
        bottom_ = -1;
        top_ = 1;
    }
    if (!(top_ > bottom_)) top_ = bottom_ + 1;
    set_step(std::clamp(step_, 0, std::max(static_cast<int>(steps()) - 1, 0)));
}

void TracePlot::set_step(int step) {
    step_ = step;
    QStringList told;
    for (const PlotLine& line : data_.lines)
        if (static_cast<std::size_t>(step) < line.values.size()) told << line.name + " " + axis_number(line.values[static_cast<std::size_t>(step)]);
    setAccessibleDescription(told.join(", "));
    update();
}

QSize TracePlot::sizeHint() const { return {scaled(184), scaled(112)}; }

// Title and names flow from left to right and wrap; each name goes with its value at the step.
TracePlot::Legend TracePlot::legend() const {
    Legend made;
    const double row = QFontMetricsF(panel_font(10.5)).height() + 2;
    double x = scaled(inset), y = scaled(5);
    const double right = width() - scaled(inset);
    const auto put = [&](const QString& text, const QFont& font, double before, double widest) {
        const double wide = std::min(std::max(QFontMetricsF(font).horizontalAdvance(text), widest) + before, right - scaled(inset));
        if (x > scaled(inset) && x + wide > right) {
            x = scaled(inset);
            y += row;
        }
        made.entries.emplace_back(QRectF(x, y, wide, row), text);
        x += wide + scaled(gap);
    };
    put(data_.title, panel_font(11, true), 0, 0);
    // Each has the room of its longest number, so that nothing moves from step to step.
    for (const PlotLine& line : data_.lines) {
        const auto k = static_cast<std::size_t>(told_step());
        double widest = 0;
        for (const double value : line.values) widest = std::max(widest, QFontMetricsF(panel_font(10.5)).horizontalAdvance(line.name + " " + axis_number(value)));
        put(line.name + " " + (k < line.values.size() ? axis_number(line.values[k]) : "–"), panel_font(10.5), scaled(dot + 4), widest);
    }
    made.height = y + row;
    return made;
}

std::vector<QRectF> TracePlot::legend_places() const {
    std::vector<QRectF> places;
    for (const auto& [place, text] : legend().entries) places.push_back(place);
    return places;
}

QRectF TracePlot::area(double legend_height) const {
    const double left = value_axis_width(bottom_, top_) + scaled(inset + 4);
    return QRectF(left, legend_height + scaled(6), width() - left - scaled(inset), height() - legend_height - scaled(14));
}

int TracePlot::step_at(double x) const {
    const QRectF plot = area(0);
    return std::clamp(static_cast<int>(std::floor((x - plot.left()) / plot.width() * static_cast<double>(steps()))), 0, std::max(static_cast<int>(steps()) - 1, 0));
}

void TracePlot::paint_stack(QPainter& painter, const QRectF& plot, double top) const {
    const double wide = plot.width() / static_cast<double>(steps());
    for (std::size_t k = 0; k < steps(); ++k) {
        double y = plot.bottom();
        for (std::size_t i = 0; i < data_.lines.size(); ++i) {
            const double value = data_.lines[i].values[k];
            if (!std::isfinite(value)) continue;
            const double high = value / top * plot.height();
            painter.fillRect(QRectF(plot.left() + (static_cast<double>(k) + 0.1) * wide, y - high, wide * 0.8, high), theme_.line(i));
            y -= high;
        }
    }
}

void TracePlot::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme_[Tone::field]);
    painter.drawRoundedRect(rect(), scaled(4), scaled(4));

    const Legend names = legend();
    for (std::size_t i = 0; i < names.entries.size(); ++i) {
        QRectF place = names.entries[i].first;
        painter.setFont(i ? panel_font(10.5) : panel_font(11, true));
        if (i) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme_.line(i - 1));
            painter.drawEllipse(QPointF(place.left() + scaled(dot) / 2.0, place.center().y()), scaled(dot) / 2.0, scaled(dot) / 2.0);
            place.setLeft(place.left() + scaled(dot + 4));
        }
        painter.setPen(theme_[i ? Tone::text2 : Tone::text]);
        painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, painter.fontMetrics().elidedText(names.entries[i].second, Qt::ElideRight, static_cast<int>(std::ceil(place.width()))));
    }

    const QRectF plot = area(names.height);
    const int count = static_cast<int>(steps());
    if (plot.height() < scaled(12) || count == 0) return;
    const auto x_of = [&](double k) { return plot.left() + (k + 0.5) / count * plot.width(); };
    const auto y_of = [&](double value) { return plot.bottom() - (value - bottom_) / (top_ - bottom_) * plot.height(); };

    for (std::size_t k = 0; k < data_.conflicts.size(); ++k)
        if (data_.conflicts[k]) {
            QColor amber = theme_[Tone::warn];
            amber.setAlphaF(0.3f);
            painter.fillRect(QRectF(plot.left() + static_cast<double>(k) / count * plot.width(), plot.top(), plot.width() / count, plot.height()), amber);
        }
    paint_value_axis(painter, theme_, plot, bottom_, top_);
    painter.save();
    painter.setClipRect(plot.adjusted(-2, -2, 2, 2));
    if (data_.is_stacked) paint_stack(painter, plot, top_);
    for (std::size_t i = 0; i < data_.lines.size() && !data_.is_stacked; ++i)
        for (const bool is_ghost : {true, false}) {
            const std::vector<double>& values = is_ghost ? data_.lines[i].ghost : data_.lines[i].values;
            QPainterPath path;
            bool is_drawing = false;
            for (std::size_t k = 0; k < values.size(); ++k) {
                if (!std::isfinite(values[k])) {
                    is_drawing = false;
                    continue;
                }
                const QPointF point(is_ghost ? plot.left() + step_place(static_cast<int>(k), static_cast<int>(values.size())) * plot.width() : x_of(static_cast<double>(k)), y_of(values[k]));
                if (is_drawing) path.lineTo(point);
                else {
                    path.moveTo(point);
                    path.lineTo(point + QPointF(0.5, 0));   // a step alone is a dot
                }
                is_drawing = true;
            }
            QColor ink = theme_.line(i);
            if (is_ghost) ink.setAlphaF(0.55f);
            painter.setPen(QPen(ink, (is_ghost ? 1.2 : 1.8) * text_scale(), is_ghost ? Qt::DashLine : Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
            painter.setBrush(Qt::NoBrush);
            painter.drawPath(path);
        }
    if (data_.commits) {
        painter.setPen(QPen(theme_[Tone::ok], 1, Qt::DashLine));
        painter.drawLine(QPointF(x_of(static_cast<double>(*data_.commits)), plot.top()), QPointF(x_of(static_cast<double>(*data_.commits)), plot.bottom()));
    }
    painter.restore();
    if (hovered_ >= 0 && hovered_ != step_) {
        painter.setPen(QPen(theme_[Tone::text3], 1, Qt::DotLine));
        painter.drawLine(QPointF(x_of(hovered_), plot.top()), QPointF(x_of(hovered_), plot.bottom()));
    }
    painter.setPen(QPen(theme_[Tone::text], 1.2));
    painter.drawLine(QPointF(x_of(step_), plot.top() - scaled(3)), QPointF(x_of(step_), plot.bottom() + scaled(3)));
}

void TracePlot::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return event->ignore();
    emit step_chosen(step_at(event->position().x()));
}

void TracePlot::mouseMoveEvent(QMouseEvent* event) {
    hovered_ = step_at(event->position().x());
    if (event->buttons() & Qt::LeftButton) emit step_chosen(hovered_);
    update();
}

void TracePlot::leaveEvent(QEvent*) {
    hovered_ = -1;
    update();
}

}  // namespace noiseloom
