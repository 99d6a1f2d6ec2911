#include "ui/canvas/wire_item.h"

#include <cmath>
#include <limits>

#include <QFontMetricsF>
#include <QPainter>
#include <QStyleOptionGraphicsItem>

#include "ui/canvas/node_item.h"
#include "ui/canvas/socket_painter.h"
#include "ui/theme/fonts.h"

namespace noiseloom {
namespace {

constexpr double width = 2.2, hovered_width = 3.2, casing = 5, hit_width = 14, tag_height = 18, tag_gap = 9;

double distance_to(const QLineF& line, QPointF point) {
    const QPointF d = line.p2() - line.p1(), p = point - line.p1();
    const double length = QPointF::dotProduct(d, d);
    const double t = length > 0 ? std::clamp(QPointF::dotProduct(p, d) / length, 0.0, 1.0) : 0;
    const QPointF away = p - t * d;
    return std::hypot(away.x(), away.y());
}

// The curve as a few straight pieces: painted many times for each time that it changes.
QPolygonF polygon(QPointF from, QPointF to) {
    const QPainterPath path = wire_path(from, to);
    const int pieces = std::clamp(static_cast<int>(QLineF(from, to).length() / 12), 8, 40);
    QPolygonF made;
    for (int i = 0; i <= pieces; ++i) {
        const double t = static_cast<double>(i) / pieces, u = 1 - t;
        const QPointF a = path.elementAt(1), b = path.elementAt(2);
        made << u * u * u * from + 3 * u * u * t * a + 3 * u * t * t * b + t * t * t * to;
    }
    return made;
}

}  // namespace

WireItem::WireItem(const Theme*& theme, NodeItem& from, std::string output, NodeItem& to, std::string input)
    : theme_(theme), from_(from), to_(to), output_(std::move(output)), input_(std::move(input)) {
    setZValue(5);
    setAcceptedMouseButtons(Qt::NoButton);
}

InputName WireItem::name() const { return {to_.id(), input_}; }
Link WireItem::source() const { return {from_.id(), output_}; }

void WireItem::follow(std::vector<QPointF> dots, bool is_tag) {
    dots_ = std::move(dots);
    is_tag_ = is_tag;
    tag_ = from_.title() + QStringLiteral(" · ") + QString::fromStdString(output_).replace(u'_', u' ');
    trace();
}

void WireItem::trace() {
    prepareGeometryChange();
    std::vector<QPointF> stops{from_.socket_point(true, output_)};
    stops.insert(stops.end(), dots_.begin(), dots_.end());
    stops.push_back(to_.socket_point(false, input_));
    parts_.clear();
    path_ = QPainterPath();
    for (std::size_t i = 0; i + 1 < stops.size(); ++i) {
        parts_.push_back(polygon(stops[i], stops[i + 1]));
        path_.addPolygon(parts_.back());
    }
    bounds_ = path_.boundingRect().adjusted(-casing, -casing, casing, casing);
    if (is_tag_) bounds_ = bounds_.united(QRectF(stops.back() - QPointF(260, tag_height), QSizeF(260, 2 * tag_height))).united(QRectF(stops.front() - QPointF(0, tag_height), QSizeF(40, 2 * tag_height)));
    update();
}

void WireItem::set_hovered(bool hovered) {
    if (std::exchange(is_hovered_, hovered) != hovered) update();
}
void WireItem::set_faded(bool faded) {
    if (std::exchange(is_faded_, faded) != faded) update();
}
void WireItem::set_stale(bool stale) {
    if (std::exchange(is_stale_, stale) != stale) update();
}
void WireItem::set_running(bool running, double phase) {
    if (!running && !is_running_) return;
    is_running_ = running;
    phase_ = phase;
    update();
}

double WireItem::distance(QPointF point) const {
    double nearest = std::numeric_limits<double>::max();
    for (const QPolygonF& part : parts_)
        for (qsizetype i = 0; i + 1 < part.size(); ++i) nearest = std::min(nearest, distance_to(QLineF(part[i], part[i + 1]), point));
    return nearest;
}

std::size_t WireItem::part_at(QPointF point) const {
    double nearest = std::numeric_limits<double>::max();
    std::size_t at = 0;
    for (std::size_t p = 0; p < parts_.size(); ++p)
        for (qsizetype i = 0; i + 1 < parts_[p].size(); ++i)
            if (const double d = distance_to(QLineF(parts_[p][i], parts_[p][i + 1]), point); d < nearest) {
                nearest = d;
                at = p;
            }
    return at;
}

bool WireItem::crosses(const QLineF& line) const {
    for (const QPolygonF& part : parts_)
        for (qsizetype i = 0; i + 1 < part.size(); ++i)
            if (line.intersects(QLineF(part[i], part[i + 1]), nullptr) == QLineF::BoundedIntersection) return true;
    return false;
}

QPainterPath WireItem::shape() const {
    QPainterPathStroker stroker;
    stroker.setWidth(hit_width);
    return stroker.createStroke(path_);
}

void WireItem::paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget*) {
    if (is_tag_ && !is_hovered_) return paint_tag(*painter);
    const Theme& theme = *theme_;
    const Detail detail = detail_at(option->levelOfDetailFromTransform(painter->worldTransform()));
    QColor colour = theme.socket(type_);
    if (is_faded_ && !is_hovered_) colour.setAlphaF(0.35f);
    QPen pen(colour, is_hovered_ ? hovered_width : width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    // Thin lines need neither casing nor smooth edges, and there are many of them when one looks from far away.
    const bool is_far = detail == Detail::blocks || detail == Detail::frames_only;
    if (is_far) {
        painter->setRenderHint(QPainter::Antialiasing, false);
        pen = QPen(colour, 0);
        for (const QPolygonF& part : parts_) {
            painter->setPen(pen);
            QPolygonF coarse;
            for (qsizetype i = 0; i < part.size(); i += std::max<qsizetype>(1, part.size() / 6)) coarse << part[i];
            coarse << part.back();
            painter->drawPolyline(coarse);
        }
        return;
    }
    painter->setRenderHint(QPainter::Antialiasing);
    if (!is_faded_ && detail == Detail::full) {
        painter->setPen(QPen(theme[Tone::canvas], casing));
        for (const QPolygonF& part : parts_) painter->drawPolyline(part);
    }
    if (is_stale_) pen.setDashPattern({4, 3});
    painter->setPen(pen);
    for (const QPolygonF& part : parts_) painter->drawPolyline(part);
    if (is_running_) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme[Tone::text]);
        for (int i = 0; i < 3; ++i) {
            const double t = std::fmod(phase_ + i / 3.0, 1.0) * static_cast<double>(parts_.size());
            const QPolygonF& part = parts_[std::min(static_cast<std::size_t>(t), parts_.size() - 1)];
            const double along = (t - std::floor(t)) * static_cast<double>(part.size() - 1);
            painter->drawEllipse(part[static_cast<qsizetype>(along)], 2.4, 2.4);
        }
    }
}

void WireItem::paint_tag(QPainter& painter) const {
    const Theme& theme = *theme_;
    const QColor colour = theme.socket(type_);
    painter.setRenderHint(QPainter::Antialiasing);
    const QPointF end = parts_.back().back(), begin = parts_.front().front();
    painter.setFont(canvas_font(CanvasFont::small));
    const QFontMetricsF metrics(painter.font());
    const QString text = metrics.elidedText(tag_, Qt::ElideMiddle, 230);
    const double wide = metrics.horizontalAdvance(text) + 14;
    const QRectF box(end.x() - tag_gap - wide, end.y() - tag_height / 2, wide, tag_height);
    painter.setPen(QPen(colour, 1.4));
    painter.setBrush(theme[Tone::body]);
    painter.drawRoundedRect(box, tag_height / 2, tag_height / 2);
    painter.drawLine(QPointF(box.right(), end.y()), end);
    painter.setPen(theme[Tone::text]);
    painter.drawText(box, Qt::AlignCenter, text);
    painter.setPen(QPen(colour, 1.4));
    painter.drawLine(begin, begin + QPointF(tag_gap, 0));
    painter.setBrush(theme[Tone::canvas]);
    painter.drawEllipse(begin + QPointF(tag_gap + 4, 0), 4, 4);
}

}  // namespace noiseloom
