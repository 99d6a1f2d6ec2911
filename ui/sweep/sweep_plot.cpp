#include "ui/sweep/sweep_plot.h"

#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QMouseEvent>
#include <QPainter>

#include "ui/fields/value_axis.h"
#include "ui/theme/fonts.h"

namespace noiseloom {
namespace {

constexpr double inset = 10, dot = 4, reach = 10;
constexpr int most_labels = 8;

// Lines are told apart by the shapes of their points as well.
void paint_point(QPainter& painter, QPointF at, std::size_t line, double size) {
    switch (line % 4) {
        case 0: return painter.drawEllipse(at, size, size);
        case 1: return painter.drawRect(QRectF(at - QPointF(size, size) * 0.9, QSizeF(size, size) * 1.8));
        case 2: return painter.drawPolygon(QPolygonF{at + QPointF(0, -size * 1.3), at + QPointF(size * 1.3, 0), at + QPointF(0, size * 1.3), at + QPointF(-size * 1.3, 0)});
        default: return painter.drawPolygon(QPolygonF{at + QPointF(0, -size * 1.2), at + QPointF(size * 1.2, size), at + QPointF(-size * 1.2, size)});
    }
}

}  // namespace

SweepPlot::SweepPlot(const Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::CrossCursor);
    setToolTip(tr("Drag a rectangle to keep the pictures in it"));
}

void SweepPlot::show_figure(const SweepTable* table, const SweepFigure& figure) {
    table_ = table;
    figure_ = figure;
    setAccessibleName(figure.title);
    double low = INFINITY, high = -INFINITY;
    QStringList told;
    for (std::size_t cell = 0; cell < table_->cells.size(); ++cell)
        if (const auto one = value(cell)) {
            low = std::min(low, *one);
            high = std::max(high, *one);
            told << table_->place_of(cell) + ": " + axis_number(*one);
        }
    setAccessibleDescription(told.join(", "));
    if (!(low <= high)) low = high = 0;
    const double margin = high > low ? 0.08 * (high - low) : std::max(std::abs(high) * 0.1, 0.5);
    bottom_ = low - margin;
    top_ = high + margin;
    update();
}

void SweepPlot::set_chosen(std::size_t cell) {
    chosen_ = cell;
    update();
}

void SweepPlot::clear_brush() {
    if (!brush_) return;
    brush_.reset();
    update();
    emit brush_cleared();
}

QSize SweepPlot::sizeHint() const { return {scaled(320), scaled(150)}; }

// --- places --------------------------------------------------------------------------------------

std::optional<double> SweepPlot::value(std::size_t cell) const {
    const auto found = table_->cells[cell].figures.find(figure_.id);
    return found == table_->cells[cell].figures.end() || !std::isfinite(found->second) ? std::nullopt : std::optional(found->second);
}

QRectF SweepPlot::area() const {
    const double line = QFontMetricsF(panel_font(10.5)).height();
    const double left = value_axis_width(bottom_, top_) + scaled(inset + 4);
    return QRectF(left, line + scaled(14), width() - left - scaled(inset) - scaled(4), height() - 2 * line - scaled(22));
}

// By their value, where values are numbers, else evenly.
double SweepPlot::x_of(std::size_t column) const {
    const QRectF plot = area();
    const std::size_t count = table_->columns();
    double share = count > 1 ? static_cast<double>(column) / static_cast<double>(count - 1) : 0.5;
    if (const auto& numbers = table_->across.numbers) {
        const auto [low, high] = std::minmax_element(numbers->begin(), numbers->end());
        if (*high > *low) share = ((*numbers)[column] - *low) / (*high - *low);
    }
    return plot.left() + scaled(dot) + share * (plot.width() - 2 * scaled(dot));
}

double SweepPlot::y_of(double value) const { return area().bottom() - (value - bottom_) / (top_ - bottom_) * area().height(); }

std::optional<QPointF> SweepPlot::place(std::size_t cell) const {
    const auto one = value(cell);
    if (!one) return {};
    return QPointF(x_of(cell % table_->columns()), y_of(*one));
}

std::optional<std::size_t> SweepPlot::cell_near(QPointF at) const {
    std::optional<std::size_t> nearest;
    double least = scaled(reach);
    for (std::size_t cell = 0; table_ && cell < table_->cells.size(); ++cell)
        if (const auto point = place(cell))
            if (const double distance = std::hypot(point->x() - at.x(), point->y() - at.y()); distance < least) {
                least = distance;
                nearest = cell;
            }
    return nearest;
}

std::set<std::size_t> SweepPlot::inside() const {
    std::set<std::size_t> cells;
    for (std::size_t cell = 0; table_ && brush_ && cell < table_->cells.size(); ++cell)
        if (const auto point = place(cell); point && brush_->contains(*point)) cells.insert(cell);
    return cells;
}

// --- painting ------------------------------------------------------------------------------------

void SweepPlot::paint_axes(QPainter& painter) const {
    const QRectF plot = area();
    painter.setFont(panel_font(11, true));
    painter.setPen(theme_[Tone::text]);
    const double line = QFontMetricsF(panel_font(10.5)).height();
    double x = scaled(inset);
    const QString title = painter.fontMetrics().elidedText(figure_.title, Qt::ElideMiddle, static_cast<int>(width() - 2 * x));
    painter.drawText(QRectF(x, scaled(5), width() - 2 * x, line + 2), Qt::AlignLeft | Qt::AlignVCenter, title);
    x += painter.fontMetrics().horizontalAdvance(title) + scaled(inset);
    painter.setFont(panel_font(10.5));
    for (std::size_t row = 0; table_->down && row < table_->rows(); ++row) {
        const QString label = table_->down->labels[static_cast<qsizetype>(row)];
        const double wide = scaled(3 * dot) + painter.fontMetrics().horizontalAdvance(label);
        if (x + wide > width() - scaled(inset)) break;   // the others are in the tips of the grid
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme_.line(row));
        paint_point(painter, {x + scaled(dot), scaled(5) + line / 2 + 1}, row, scaled(dot) * 0.8);
        painter.setPen(theme_[Tone::text2]);
        painter.drawText(QRectF(x + scaled(3 * dot), scaled(5), wide, line + 2), Qt::AlignLeft | Qt::AlignVCenter, label);
        x += wide + scaled(inset);
    }
    paint_value_axis(painter, theme_, plot, bottom_, top_);
    painter.setPen(theme_[Tone::text3]);
    painter.setFont(panel_font(10.5));
    const std::size_t columns = table_->columns(), every = (columns + most_labels - 1) / most_labels;
    double taken = -INFINITY;
    for (std::size_t column = 0; column < columns; column += every) {
        const QString label = painter.fontMetrics().elidedText(table_->across.labels[static_cast<qsizetype>(column)], Qt::ElideRight, scaled(64));
        const double wide = painter.fontMetrics().horizontalAdvance(label);
        const double left = std::clamp(x_of(column) - wide / 2, 0.0, width() - wide);
        if (left < taken) continue;
        taken = left + wide + scaled(4);
        painter.drawText(QRectF(left, plot.bottom() + scaled(2), wide + 2, line), Qt::AlignLeft | Qt::AlignVCenter, label);
    }
}

void SweepPlot::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme_[Tone::field]);
    painter.drawRoundedRect(rect(), scaled(4), scaled(4));
    if (!table_) return;
    paint_axes(painter);
    for (std::size_t row = 0; row < table_->rows(); ++row) {
        std::vector<std::size_t> order;   // along the axis, whatever the order of its values
        for (std::size_t column = 0; column < table_->columns(); ++column) order.push_back(row * table_->columns() + column);
        std::stable_sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) { return x_of(a % table_->columns()) < x_of(b % table_->columns()); });
        painter.setPen(QPen(theme_.line(row), 1.6 * text_scale()));
        std::optional<QPointF> last;
        for (const std::size_t cell : order) {
            const auto point = place(cell);
            if (point && last) painter.drawLine(*last, *point);
            last = point;
        }
        for (const std::size_t cell : order) {
            const auto point = place(cell);
            if (!point) continue;
            painter.setPen(cell == chosen_ ? QPen(theme_[Tone::select], 2) : QPen(Qt::NoPen));
            painter.setBrush(theme_.line(row));
            paint_point(painter, *point, row, scaled(dot));
        }
    }
    if (!brush_) return;
    QColor fill = theme_[Tone::accent];
    fill.setAlphaF(0.15f);
    painter.setBrush(fill);
    painter.setPen(QPen(theme_[Tone::accent], 1));
    painter.drawRect(*brush_);
}

// --- mouse ---------------------------------------------------------------------------------------

void SweepPlot::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return event->ignore();
    pressed_ = event->position();
    is_dragging_ = false;
}

void SweepPlot::mouseMoveEvent(QMouseEvent* event) {
    if (!(event->buttons() & Qt::LeftButton)) return;
    is_dragging_ = is_dragging_ || (event->position() - pressed_).manhattanLength() >= QApplication::startDragDistance();
    if (!is_dragging_) return;
    brush_ = QRectF(pressed_, event->position()).normalized() & QRectF(rect());
    update();
    emit brushed(inside());
}

void SweepPlot::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || is_dragging_) return;
    clear_brush();
    if (const auto cell = cell_near(event->position())) emit chosen(*cell);
}

}  // namespace noiseloom
