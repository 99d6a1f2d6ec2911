#include "ui/canvas/minimap.h"

#include <cmath>

#include <QMouseEvent>
#include <QPainter>

#include "ui/theme/fonts.h"

namespace noiseloom {
namespace {

constexpr double map_width = 172, map_height = 128, from_corner = 16, inset = 8, most_share = 4;

}  // namespace

Minimap::Minimap(GraphView& view) : QWidget(&view), view_(view) {
    setAccessibleName(tr("Minimap"));
    setCursor(Qt::PointingHandCursor);
    later_.setSingleShot(true);
    later_.setInterval(50);
    connect(&later_, &QTimer::timeout, this, qOverload<>(&QWidget::update));
    const auto soon = [this] {
        if (!later_.isActive()) later_.start();
    };
    connect(&view, &GraphView::camera_changed, this, soon);
    connect(&view.graph_scene(), &QGraphicsScene::changed, this, soon);
    view.installEventFilter(this);
    place();
}

void Minimap::place() {
    const double share = std::min({1.0, view_.width() / most_share / scaled(map_width), view_.height() / most_share / scaled(map_height)});
    resize(static_cast<int>(scaled(map_width) * share), static_cast<int>(scaled(map_height) * share));
    move(view_.width() - width() - scaled(from_corner), view_.height() - height() - scaled(from_corner));
}

bool Minimap::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize) place();
    return QWidget::eventFilter(watched, event);
}

QTransform Minimap::to_map() const {
    if (held_) return *held_;
    QRectF all = view_.graph_scene().bounds().united(view_.visible_rect());
    const QSizeF room(width() - 2 * scaled(inset), height() - 2 * scaled(inset));
    const double scale = std::min(room.width() / all.width(), room.height() / all.height());
    return QTransform::fromTranslate(-all.center().x(), -all.center().y()) * QTransform::fromScale(scale, scale) * QTransform::fromTranslate(width() / 2.0, height() / 2.0);
}

void Minimap::go(QPointF at) {
    const QPointF scene = to_map().inverted().map(at);
    view_.scroll_by((scene - view_.visible_rect().center()) * view_.pixels_per_unit());
}

void Minimap::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;   // not the canvas's either: what lies below is not seen
    held_ = to_map();
    go(event->position());
}

void Minimap::mouseMoveEvent(QMouseEvent* event) {
    if (held_) go(event->position());
}

void Minimap::mouseReleaseEvent(QMouseEvent*) {
    held_.reset();
    update();
}

void Minimap::wheelEvent(QWheelEvent* event) {
    const QPointF scene = to_map().inverted().map(event->position());
    view_.set_zoom(view_.zoom() * std::pow(1.2, event->angleDelta().y() / 120.0), view_.mapFromScene(scene));
    event->accept();
}

void Minimap::paintEvent(QPaintEvent*) {
    const GraphScene& scene = view_.graph_scene();
    const Theme& theme = scene.theme();
    QPainter painter(this);
    painter.setPen(theme[Tone::border]);
    painter.setBrush(theme[Tone::panel]);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    const QTransform map = to_map();
    for (const auto& [id, frame] : scene.frame_items()) {
        QColor colour = frame->look().colour.empty() ? theme[Tone::text3] : theme.socket(frame->look().colour);
        colour.setAlphaF(0.25f);
        painter.fillRect(map.mapRect(frame->scene_rect()), colour);
    }
    for (const auto& [id, node] : scene.nodes()) {
        const NodeDef* def = view_.place().declaration(id);
        painter.fillRect(map.mapRect(node->scene_rect()), node->isSelected() ? theme[Tone::select] : theme.category(def ? def->category() : ""));
    }
    painter.setPen(theme[Tone::accent]);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(map.mapRect(view_.visible_rect()).adjusted(0, 0, -1, -1));
}

}  // namespace noiseloom
