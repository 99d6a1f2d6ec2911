#include "ui/sweep/sweep_grid.h"

#include <algorithm>
#include <cmath>

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include "ui/fields/field_widget.h"
#include "ui/theme/fonts.h"

namespace noiseloom {
namespace {

constexpr double gap = 6, least_side = 56, most_side = 256, widest_label = 120;
constexpr double faded = 0.18;

QString short_title(const SweepAxis& axis) { return axis.title.section(QStringLiteral(" · "), -1); }   // without the node

}  // namespace

QString figures_text(const SweepTable& table, std::size_t cell) {
    QStringList told;
    for (const SweepFigure& figure : table.figures)
        if (const auto value = table.cells[cell].figures.find(figure.id); value != table.cells[cell].figures.end()) told << figure.title + ' ' + QString::number(value->second, 'g', 3);
    return told.join(QStringLiteral("   "));
}

SweepGrid::SweepGrid(const Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme) {
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Pictures of the sweep"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void SweepGrid::set_table(const SweepTable* table) {
    table_ = table;
    if (table_ && chosen_ >= table_->cells.size()) chosen_ = 0;
    describe();
    updateGeometry();
    update();
}

void SweepGrid::set_present(std::optional<std::size_t> cell) {
    present_ = cell;
    describe();
    update();
}

void SweepGrid::set_kept(std::optional<std::set<std::size_t>> kept) {
    kept_ = std::move(kept);
    update();
}

void SweepGrid::choose(std::size_t cell) {
    if (!table_ || cell >= table_->cells.size() || cell == chosen_) return;
    chosen_ = cell;
    describe();
    update();
    emit chosen_changed(cell);
}

// --- places --------------------------------------------------------------------------------------

double SweepGrid::label_width() const {
    if (!table_ || !table_->down) return 0;
    const QFontMetricsF metrics(panel_font(11));
    double wide = metrics.horizontalAdvance(short_title(*table_->down));
    for (const QString& label : table_->down->labels) wide = std::max(wide, metrics.horizontalAdvance(label));
    return std::min(std::ceil(wide) + scaled(gap) + 1, static_cast<double>(scaled(widest_label)));
}

double SweepGrid::label_height() const { return 2 * (QFontMetricsF(panel_font(11)).height() + scaled(2)) + scaled(4); }

double SweepGrid::side_for(QSizeF size) const {
    if (!table_) return scaled(least_side);
    const auto columns = static_cast<double>(table_->columns()), rows = static_cast<double>(table_->rows());
    const double fit = std::min((size.width() - label_width()) / columns, (size.height() - label_height()) / rows) - scaled(gap);
    return std::clamp(std::floor(fit), static_cast<double>(scaled(least_side)), static_cast<double>(scaled(most_side)));
}

double SweepGrid::side() const { return side_for(size()); }

QRectF SweepGrid::place(std::size_t cell) const {
    const double pitch = side() + scaled(gap);
    return {label_width() + static_cast<double>(cell % table_->columns()) * pitch, label_height() + static_cast<double>(cell / table_->columns()) * pitch, side(), side()};
}

QSize SweepGrid::minimumSizeHint() const {
    if (!table_) return {scaled(200), scaled(120)};
    const double pitch = scaled(least_side + gap);
    return {static_cast<int>(label_width() + pitch * static_cast<double>(table_->columns())), static_cast<int>(label_height() + pitch * static_cast<double>(table_->rows()))};
}

QSize SweepGrid::sizeHint() const { return minimumSizeHint(); }

std::optional<std::size_t> SweepGrid::cell_at(QPointF at) const {
    for (std::size_t cell = 0; table_ && cell < table_->cells.size(); ++cell)
        if (place(cell).contains(at)) return cell;
    return {};
}

// --- painting ------------------------------------------------------------------------------------

void SweepGrid::paint_cell(QPainter& painter, std::size_t cell) const {
    const SweepCell& one = table_->cells[cell];
    const QRectF area = place(cell);
    QPainterPath shape;
    shape.addRoundedRect(area, scaled(4), scaled(4));
    painter.setOpacity(kept_ && !kept_->contains(cell) ? faded : 1);
    painter.fillPath(shape, theme_[Tone::field]);
    if (one.has_failed) {
        const QRectF cross = area.adjusted(area.width() * 0.35, area.height() * 0.35, -area.width() * 0.35, -area.height() * 0.35);
        painter.setPen(QPen(theme_[Tone::error], 2));
        painter.drawLine(cross.topLeft(), cross.bottomRight());
        painter.drawLine(cross.topRight(), cross.bottomLeft());
    } else if (!one.picture.isNull()) {
        painter.save();
        painter.setClipPath(shape);
        const QSizeF size = QSizeF(one.picture.size()).scaled(area.size(), Qt::KeepAspectRatio);
        painter.drawImage(QRectF(area.center() - QPointF(size.width(), size.height()) / 2, size), one.picture);
        painter.restore();
    } else {
        painter.setFont(panel_font(11));
        painter.setPen(theme_[Tone::text3]);
        painter.drawText(area, Qt::AlignCenter, one.is_done ? tr("no picture") : QStringLiteral("…"));
    }
    painter.setOpacity(1);
    painter.setBrush(Qt::NoBrush);
    if (cell == present_) {   // a corner, and the word in the tip: not by colour alone
        QPainterPath corner(area.topLeft());
        corner.lineTo(area.topLeft() + QPointF(scaled(16), 0));
        corner.lineTo(area.topLeft() + QPointF(0, scaled(16)));
        painter.fillPath(corner, theme_[Tone::accent]);
    }
    if (cell != chosen_) return;
    painter.setPen(QPen(hasFocus() ? theme_[Tone::accent] : theme_[Tone::select], 2));
    painter.drawPath(shape);
}

void SweepGrid::paintEvent(QPaintEvent*) {
    if (!table_) return;
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter.setFont(panel_font(11));
    const double row = QFontMetricsF(painter.font()).height() + scaled(2);
    const auto text = [&](const QRectF& area, int flags, const QString& said, Tone tone) {
        painter.setPen(theme_[tone]);
        painter.drawText(area, flags, painter.fontMetrics().elidedText(said, Qt::ElideRight, static_cast<int>(area.width())));
    };
    text(QRectF(label_width(), 0, width() - label_width(), row), Qt::AlignLeft | Qt::AlignVCenter, table_->across.title, Tone::text3);
    if (table_->down) text(QRectF(0, row, label_width() - scaled(gap), row), Qt::AlignLeft | Qt::AlignVCenter, short_title(*table_->down), Tone::text3);
    for (std::size_t column = 0; column < table_->columns(); ++column)
        text(QRectF(place(column).left(), row, side(), row), Qt::AlignHCenter | Qt::AlignVCenter, table_->across.labels[static_cast<qsizetype>(column)], Tone::text);
    for (std::size_t down = 0; table_->down && down < table_->rows(); ++down) {
        const QRectF first = place(down * table_->columns());
        text(QRectF(0, first.top(), label_width() - scaled(gap), first.height()), Qt::AlignLeft | Qt::AlignVCenter, table_->down->labels[static_cast<qsizetype>(down)], Tone::text);
    }
    for (std::size_t cell = 0; cell < table_->cells.size(); ++cell) paint_cell(painter, cell);
}

// --- mouse and keys ------------------------------------------------------------------------------

void SweepGrid::mousePressEvent(QMouseEvent* event) {
    if (const auto cell = cell_at(event->position()); cell && event->button() == Qt::LeftButton) choose(*cell);
    else event->ignore();
}

void SweepGrid::mouseDoubleClickEvent(QMouseEvent* event) {
    if (const auto cell = cell_at(event->position())) emit opened(*cell);
}

void SweepGrid::keyPressEvent(QKeyEvent* event) {
    if (!table_) return QWidget::keyPressEvent(event);
    const std::size_t columns = table_->columns(), column = chosen_ % columns, row = chosen_ / columns;
    switch (event->key()) {
        case Qt::Key_Left: return column > 0 ? choose(chosen_ - 1) : void();
        case Qt::Key_Right: return column + 1 < columns ? choose(chosen_ + 1) : void();
        case Qt::Key_Up: return row > 0 ? choose(chosen_ - columns) : void();
        case Qt::Key_Down: return row + 1 < table_->rows() ? choose(chosen_ + columns) : void();
        case Qt::Key_Home: return choose(0);
        case Qt::Key_End: return choose(table_->cells.size() - 1);
        case Qt::Key_Return:
        case Qt::Key_Enter: return emit opened(chosen_);
        default: return QWidget::keyPressEvent(event);
    }
}

void SweepGrid::describe() {
    if (!table_) return;
    const SweepCell& one = table_->cells[chosen_];
    QStringList told{table_->place_of(chosen_)};
    if (chosen_ == present_) told << tr("as the document is now");
    if (one.has_failed) told << one.error;
    else if (!one.is_done) told << tr("not there yet");
    else if (const QString figures = figures_text(*table_, chosen_); !figures.isEmpty()) told << figures;
    setAccessibleDescription(told.join(QStringLiteral(": ")));
}

bool SweepGrid::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto cell = cell_at(help->pos());
    if (!cell) {
        QToolTip::hideText();
        return true;
    }
    const SweepCell& one = table_->cells[*cell];
    QStringList lines{table_->place_of(*cell)};
    if (cell == present_) lines << tr("As the document is now");
    if (one.has_failed) lines << one.error;
    else lines << figures_text(*table_, *cell);
    QToolTip::showText(help->globalPos(), plain_tip(lines.join('\n').trimmed()), this);
    return true;
}

}  // namespace noiseloom
