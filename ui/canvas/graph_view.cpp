#include "ui/canvas/graph_view.h"

#include <cmath>

#include <QApplication>
#include <QMimeData>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include "ui/canvas/accessible_graph.h"
#include "ui/canvas/graph_edits.h"
#include "ui/canvas/key_walk.h"
#include "ui/fields/field_widget.h"
#include "ui/model/edits.h"
#include "ui/model/error_text.h"
#include "ui/model/field_edit.h"
#include "ui/model/subgraph_sockets.h"
#include "ui/theme/fonts.h"

namespace noiseloom {
namespace {

constexpr double smallest_zoom = 0.05, largest_zoom = 4, minor_grid = 16, half_world = 1e6, drag_threshold = 4;

bool is_slider(const InputDecl& decl, const Json& value) {
    const FieldKind kind = field_kind(decl);
    return (kind == FieldKind::number || kind == FieldKind::integer || kind == FieldKind::curve) && value.is_number();
}

}  // namespace

GraphView::GraphView(GraphScene& scene, std::function<FieldContext(const QString&)> context_of, QWidget* parent)
    : QGraphicsView(&scene, parent), scene_(scene), context_of_(std::move(context_of)), edits_(std::make_unique<GraphEdits>(*this)), keys_(std::make_unique<KeyWalk>(*this)) {
    install_accessible_graph();   // before anybody asks for the view's interface
    setFrameShape(QFrame::NoFrame);
    setSceneRect(-half_world, -half_world, 2 * half_world, 2 * half_world);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTransformationAnchor(QGraphicsView::NoAnchor);
    setResizeAnchor(QGraphicsView::NoAnchor);
    setViewportUpdateMode(QGraphicsView::SmartViewportUpdate);
    setOptimizationFlags(QGraphicsView::DontSavePainterState | QGraphicsView::DontAdjustForAntialiasing);
    setFocusPolicy(Qt::StrongFocus);
    setAcceptDrops(true);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    setAccessibleName(tr("Graph"));
    connect(&scene_, &GraphScene::nodes_changed, this, [this] {
        viewport()->update();   // the hint of an empty graph comes or goes
        tell_nodes_changed(*this);
    });
    connect(this, &GraphView::camera_changed, this, [this] {
        if (scene_.nodes().empty()) viewport()->update();   // the hint stays where it is
    });
    update_transform(QPointF(), QPointF());
    animation_.setInterval(33);
    QObject::connect(&animation_, &QTimer::timeout, this, [this] {
        if (!scene_.is_animated()) return animation_.stop();
        scene_.animate(std::fmod(static_cast<double>(animation_clock_.elapsed()) / 1200, 1.0));
    });
    QObject::connect(&scene_, &GraphScene::selectionChanged, this, [this] {
        const auto ids = scene_.selected_nodes();
        if (ids.size() == 1 && ids.front() != keys_->place().node) keys_->go_to({ids.front(), "", false});
    });
    QObject::connect(&scene_, &GraphScene::nodes_changed, this, [this] {
        if (!keys_->place().node.empty() && !scene_.node(keys_->place().node)) keys_->go_to({});
    });
    QObject::connect(&place().document(), &EditorDocument::changed, this, [this] {
        if (!field_) return;
        if (const auto* decl = place().declaration(field_node_) ? place().declaration(field_node_)->input(field_input_) : nullptr; !decl || link_to(place().graph(), field_node_, field_input_)) close_field();
        else field_->set_value(literal_of(place().graph(), field_node_, field_input_));
    });
}

GraphView::~GraphView() {
    tool_.reset();
    waiting_tool_.reset();
}

// --- camera ------------------------------------------------------------------------------------

double GraphView::pixels_per_unit() const { return zoom_ * text_scale(); }

void GraphView::update_transform(QPointF keep_view, QPointF keep_scene) {
    const double scale = pixels_per_unit();
    setTransform(QTransform::fromScale(scale, scale));
    const QPointF now = mapToScene(QPoint(0, 0)) + keep_view / scale;
    const QPointF off = (keep_scene - now) * scale;
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() + static_cast<int>(std::lround(off.x())));
    verticalScrollBar()->setValue(verticalScrollBar()->value() + static_cast<int>(std::lround(off.y())));
    place_field();
    emit camera_changed();
}

void GraphView::set_zoom(double zoom, QPointF keep) {
    is_kept_fitted_ = false;
    kept_centre_.reset();
    const QPointF scene = mapToScene(keep.toPoint());
    zoom_ = std::clamp(zoom, smallest_zoom, largest_zoom);
    update_transform(keep, scene);
}

void GraphView::zoom_by(double factor) { set_zoom(zoom_ * factor, viewport()->rect().center()); }

void GraphView::fit(const QRectF& rect) {
    if (rect.isEmpty()) return;
    kept_centre_.reset();
    const QSizeF room = viewport()->size() - QSizeF(96, 96);
    const double scale = std::min({room.width() / rect.width(), room.height() / rect.height(), text_scale()});
    zoom_ = std::clamp(scale / text_scale(), smallest_zoom, largest_zoom);
    update_transform(QRectF(viewport()->rect()).center(), rect.center());
}

void GraphView::fit_all() { fit(scene_.bounds()); }

void GraphView::fit_selection() {
    const auto ids = scene_.selected_nodes();
    fit(scene_.bounds(ids));
}

void GraphView::keep_fitted() {
    is_kept_fitted_ = true;
    fit_all();
}

void GraphView::scroll_by(QPointF pixels) {
    is_kept_fitted_ = false;
    kept_centre_.reset();
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() + static_cast<int>(std::lround(pixels.x())));
    verticalScrollBar()->setValue(verticalScrollBar()->value() + static_cast<int>(std::lround(pixels.y())));
    place_field();
    emit camera_changed();
}

QRectF GraphView::visible_rect() const { return mapToScene(viewport()->rect()).boundingRect(); }

Json GraphView::camera_json() const {
    const QPointF centre = visible_rect().center();
    return Json::array({std::round(centre.x()), std::round(centre.y()), std::round(zoom_ * 1000) / 1000});
}

void GraphView::set_camera(const Json& camera) {
    zoom_ = std::clamp(camera[2].get<double>(), smallest_zoom, largest_zoom);
    is_kept_fitted_ = false;
    kept_centre_ = QPointF(camera[0].get<double>(), camera[1].get<double>());
    update_transform(QRectF(viewport()->rect()).center(), *kept_centre_);
}

void GraphView::text_size_changed() { update_transform(QRectF(viewport()->rect()).center(), visible_rect().center()); }

void GraphView::resizeEvent(QResizeEvent* event) {
    QGraphicsView::resizeEvent(event);
    if (is_kept_fitted_) fit_all();
    if (kept_centre_) update_transform(QRectF(viewport()->rect()).center(), *kept_centre_);
    emit camera_changed();
}

// --- painting ----------------------------------------------------------------------------------

void GraphView::drawBackground(QPainter* painter, const QRectF& rect) {
    const Theme& theme = scene_.theme();
    painter->fillRect(rect, theme[Tone::canvas]);
    const double step = pixels_per_unit() >= 0.6 ? minor_grid : pixels_per_unit() >= 0.25 ? 4 * minor_grid : 0;
    if (step == 0) return;
    // Squares of two pixels: as points of a wide pen they would be stroked one by one.
    const QTransform transform = painter->worldTransform();
    QList<QRect> dots;
    for (double y = std::floor(rect.top() / step) * step; y <= rect.bottom(); y += step)
        for (double x = std::floor(rect.left() / step) * step; x <= rect.right(); x += step) dots << QRect(transform.map(QPointF(x, y)).toPoint() - QPoint(1, 1), QSize(2, 2));
    painter->save();
    painter->resetTransform();
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme[Tone::grid]);
    painter->drawRects(dots);
    painter->restore();
}

void GraphView::drawForeground(QPainter* painter, const QRectF&) {
    if (tool_) tool_->paint(*painter);
    if (keys_->has_letters()) keys_->paint(*painter);
    if (scene_.nodes().empty() && scene_.frame_items().empty()) {
        painter->resetTransform();
        painter->setFont(panel_font(13));
        painter->setPen(scene_.theme()[Tone::text2]);
        painter->drawText(viewport()->rect(), Qt::AlignCenter, tr("Press Space to add a node, or choose a template at the left."));
    }
}

void GraphView::show_marks() {
    for (const auto& [id, node] : scene_.nodes()) {
        NodeMarks marks;
        if (id == keys_->place().node && hasFocus()) {
            marks.is_current = true;
            marks.current_socket = keys_->place().socket;
            marks.current_is_output = keys_->place().is_output;
        }
        static const std::set<std::string> none;
        if (ends_) {
            const auto found = ends_->find(id);
            marks.lit = found == ends_->end() ? &none : &found->second;
        }
        if (field_ && id == field_node_) marks.edited_field = field_input_;
        node->set_marks(std::move(marks));
    }
}

void GraphView::light(const std::map<std::string, std::set<std::string>>* ends) {
    ends_ = ends;
    show_marks();
}

void GraphView::start_animation() {
    if (animation_.isActive() || !is_animation_wanted_) return;
    animation_clock_.start();
    animation_.start();
}

void GraphView::say(const QString& text, QPointF at) {
    QToolTip::showText(viewport()->mapToGlobal(mapFromScene(at)), text.toHtmlEscaped(), viewport());
}

// --- edits -------------------------------------------------------------------------------------

bool GraphView::edit(const Patch& patch, const QString& label, const QString& merge) {
    const Result<void> done = place().apply(patch, label, merge);
    if (!done) emit refused(QString::fromStdString(done.error().message));
    return static_cast<bool>(done);
}

std::map<std::string, std::set<std::string>> GraphView::possible_ends(const SocketName& from) const {
    std::map<std::string, std::set<std::string>> ends;
    const Graph& graph = place().graph();
    const NodeDef* def = place().declaration(from.node);
    if (!def) return ends;
    const OutputDecl* output = from.is_output ? def->output(from.socket) : nullptr;
    const InputDecl* input = from.is_output ? nullptr : def->input(from.socket);
    if (!output && !input) return ends;
    const std::set<std::string> excluded = from.is_output ? upstream_of(graph, from.node) : downstream_of(graph, from.node);
    for (const auto& [id, node] : graph.nodes) {
        const NodeDef* other = place().declarations().find(node.type);
        if (!other || excluded.contains(id)) continue;
        if (output)
            for (const InputDecl& decl : other->inputs())
                if (place().declarations().registry().accepts(*output->type, *decl.type)) ends[id].insert("i:" + decl.name);
        if (input)
            for (const OutputDecl& decl : other->outputs())
                if (place().declarations().registry().accepts(*decl.type, *input->type)) ends[id].insert("o:" + decl.name);
    }
    return ends;
}

bool GraphView::connect_sockets(const SocketName& a, const SocketName& b) {
    const SocketName& output = a.is_output ? a : b;
    const SocketName& input = a.is_output ? b : a;
    if (const auto reason = refusal(place().graph(), place().declarations(), {output.node, output.socket}, input.node, input.socket)) {
        emit refused(*reason);
        return false;
    }
    return edit(noiseloom::connect(place().view(), {output.node, output.socket}, {input.node, input.socket}), tr("Connect"));
}

// --- the one editor ----------------------------------------------------------------------------

void GraphView::open_field(const std::string& node, const std::string& input) {
    close_field();
    const NodeDef* def = place().declaration(node);
    const InputDecl* decl = def ? def->input(input) : nullptr;
    if (!decl || link_to(place().graph(), node, input)) return;
    FieldContext context = context_of_(QString::fromStdString(node));
    context.theme = &scene_.theme();
    field_ = make_field(*decl, context, viewport());
    if (!field_) return;
    field_node_ = node;
    field_input_ = input;
    field_->set_value(literal_of(place().graph(), node, input));
    const InputDecl copy = *decl;
    QObject::connect(field_, &FieldWidget::edited, this, [this, node, copy](const Json& value, bool is_final) {
        if (const auto done = set_field(place(), {node}, copy, value, is_final); !done) emit refused(QString::fromStdString(done.error().message));
    });
    QObject::connect(field_, &FieldWidget::left, this, [this] {
        close_field();
        setFocus();
    }, Qt::QueuedConnection);
    QObject::connect(field_, &FieldWidget::height_changed, this, &GraphView::place_field);
    place_field();
    field_->show();
    field_->setFocus();
    field_->begin_editing();
    show_marks();
}

void GraphView::close_field() {
    if (!field_) return;
    field_->hide();
    field_->deleteLater();
    field_ = nullptr;
    show_marks();
}

void GraphView::place_field() {
    if (!field_) return;
    const NodeItem* node = scene_.node(field_node_);
    const FieldSpot* spot = node ? node->layout().field(field_input_) : nullptr;
    if (!spot || detail_at(pixels_per_unit()) != Detail::full) return close_field();
    field_->set_scale(pixels_per_unit());
    const QRect box = mapFromScene(spot->rect.translated(node->pos())).boundingRect();
    field_->setGeometry(QRect(box.topLeft(), QSize(box.width(), std::max(box.height(), field_->sizeHint().height()))));
}

// --- mouse -------------------------------------------------------------------------------------

ToolEvent GraphView::tool_event(const QMouseEvent& event) const {
    // mapToScene() of the view takes whole pixels; drags at high zoom want the rest as well.
    const QPointF scene = viewportTransform().inverted().map(event.position());
    return {scene, event.position(), event.modifiers()};
}

void GraphView::select_hit(const Hit& hit, Qt::KeyboardModifiers modifiers) {
    QGraphicsItem* item = hit.node;
    if (hit.dot) item = hit.dot;
    if (hit.frame) item = hit.frame;
    const bool adds = modifiers & (Qt::ShiftModifier | Qt::ControlModifier);
    if (!item) {
        if (!adds) scene_.clearSelection();
        return;
    }
    if (modifiers & Qt::ControlModifier) item->setSelected(!item->isSelected());
    else if (!item->isSelected()) {
        if (!adds) scene_.clearSelection();
        item->setSelected(true);
    }
    if (hit.node && item->isSelected()) keys_->go_to({hit.node->id(), hit.kind == HitKind::socket || hit.kind == HitKind::field ? hit.name : "", hit.kind == HitKind::socket && hit.is_output});
}

std::unique_ptr<Tool> GraphView::tool_for(const Hit& hit, const QMouseEvent& event) {
    const ToolEvent pressed = tool_event(event);
    if (event.button() != Qt::LeftButton) return make_pan_tool(*this, pressed);
    if (is_key_down(Qt::Key_Y)) return make_cut_tool(*this, pressed);
    switch (hit.kind) {
        case HitKind::nothing:
        case HitKind::wire: return make_band_tool(*this, pressed);
        case HitKind::socket: return make_wire_tool(*this, pressed, hit);
        case HitKind::edge:
        case HitKind::frame_corner: return make_resize_tool(*this, pressed, hit);
        case HitKind::field: {
            const InputDecl* decl = place().declaration(hit.node->id())->input(hit.name);
            const Json literal = literal_of(place().graph(), hit.node->id(), hit.name);
            if (is_slider(*decl, literal.is_null() ? decl->value : literal)) return make_slide_tool(*this, pressed, hit);
            return make_move_tool(*this, pressed);
        }
        default: return make_move_tool(*this, pressed);
    }
}

void GraphView::mousePressEvent(QMouseEvent* event) {
    setFocus(Qt::MouseFocusReason);
    keys_->end_letters();
    close_field();
    if (tool_ || pressed_button_ != Qt::NoButton) return;
    const ToolEvent pressed = tool_event(*event);
    const Hit hit = hit_test(scene_, pressed.scene, pixels_per_unit());
    pressed_at_ = event->position();
    pressed_button_ = event->button();
    is_dragging_ = false;
    if (event->button() == Qt::LeftButton && hit.kind == HitKind::wire && event->modifiers() & Qt::AltModifier) {
        edit(add_dot(place().view(), hit.wire->name(), hit.wire->part_at(pressed.scene), pressed.scene), tr("Add dot"));
        return;
    }
    if (event->button() == Qt::LeftButton && hit.kind != HitKind::nothing && hit.kind != HitKind::wire) {
        select_hit(hit, event->modifiers());
        if ((event->modifiers() & Qt::AltModifier) && hit.node) edits_->duplicate(true);   // the copies are what is dragged
    }
    waiting_tool_ = tool_for(hit, *event);
}

void GraphView::mouseMoveEvent(QMouseEvent* event) {
    const ToolEvent moved = tool_event(*event);
    if (pressed_button_ == Qt::NoButton) return hover(moved);
    if (!is_dragging_ && (event->position() - pressed_at_).manhattanLength() >= drag_threshold) {
        is_dragging_ = true;
        tool_ = std::move(waiting_tool_);
        QToolTip::hideText();
    }
    if (tool_) tool_->move(moved);
}

void GraphView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != pressed_button_) return;
    const ToolEvent released = tool_event(*event);
    pressed_button_ = Qt::NoButton;
    waiting_tool_.reset();
    if (tool_) {
        // Edits of the gesture may open popups that want the view as it is without it.
        const std::unique_ptr<Tool> tool = std::move(tool_);
        tool->release(released);
    } else if (!is_dragging_) {
        const Hit hit = hit_test(scene_, released.scene, pixels_per_unit());
        if (event->button() == Qt::RightButton) emit menu_requested(hit, released.scene, event->globalPosition().toPoint());
        else if (event->button() == Qt::LeftButton) clicked(hit, released);
    }
    is_dragging_ = false;
    viewport()->update();
}

void GraphView::clicked(const Hit& hit, const ToolEvent& event) {
    if (hit.kind == HitKind::nothing || hit.kind == HitKind::wire) return select_hit({}, event.modifiers);
    if (event.modifiers & (Qt::ShiftModifier | Qt::ControlModifier | Qt::AltModifier)) return;
    if (hit.node && scene_.selected_nodes().size() > 1) scene_.select({hit.node->id()});
    if (hit.kind == HitKind::strip) return emit remedy_requested(QString::fromStdString(hit.node->id()));
    if (hit.kind != HitKind::field) return;
    const InputDecl* decl = place().declaration(hit.node->id())->input(hit.name);
    const Json literal = literal_of(place().graph(), hit.node->id(), hit.name);
    if (!is_slider(*decl, literal.is_null() ? decl->value : literal)) open_field(hit.node->id(), hit.name);
}

void GraphView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return mousePressEvent(event);
    const ToolEvent at = tool_event(*event);
    const Hit hit = hit_test(scene_, at.scene, pixels_per_unit());
    switch (hit.kind) {
        case HitKind::nothing: return emit search_requested(at.scene, {});
        case HitKind::field: return open_field(hit.node->id(), hit.name);
        case HitKind::header: return emit rename_requested(QString::fromStdString(hit.node->id()));
        case HitKind::frame_title: return emit rename_requested(QString::fromStdString(hit.frame->id()));
        case HitKind::body:
        case HitKind::picture: return emit opened(QString::fromStdString(hit.node->id()));
        case HitKind::dot: edit(remove_dot(place().view(), hit.dot->id()), tr("Remove dot")); return;
        case HitKind::wire: edit(add_dot(place().view(), hit.wire->name(), hit.wire->part_at(at.scene), at.scene), tr("Add dot")); return;
        default: return mousePressEvent(event);
    }
}

void GraphView::hover(const ToolEvent& event) {
    const Hit hit = hit_test(scene_, event.scene, pixels_per_unit());
    // By name: the wire may have gone since.
    if (WireItem* before = hovered_wire_ ? scene_.wire(*hovered_wire_) : nullptr; before && before != hit.wire) before->set_hovered(false);
    hovered_wire_.reset();
    if (hit.wire) {
        hovered_wire_ = hit.wire->name();
        hit.wire->set_hovered(true);
    }
    if (hit.kind == HitKind::edge) viewport()->setCursor(Qt::SizeHorCursor);
    else if (hit.kind == HitKind::frame_corner) viewport()->setCursor(Qt::SizeFDiagCursor);
    else if (hit.kind == HitKind::socket) viewport()->setCursor(Qt::CrossCursor);
    else viewport()->unsetCursor();
}

void GraphView::wheelEvent(QWheelEvent* event) {
    if (event->source() == Qt::MouseEventSynthesizedBySystem && !(event->modifiers() & Qt::ControlModifier)) {
        scroll_by(-QPointF(event->pixelDelta()));   // two fingers on a touchpad
    } else if (event->modifiers() & Qt::ShiftModifier) {
        scroll_by({-static_cast<double>(event->angleDelta().y() + event->angleDelta().x()), 0});
    } else {
        set_zoom(zoom_ * std::pow(1.15, event->angleDelta().y() / 120.0), event->position());
    }
    event->accept();
}

// --- keys --------------------------------------------------------------------------------------

bool GraphView::cancel_gesture() {
    if (!tool_ && !waiting_tool_) return false;
    if (tool_) tool_->cancel();
    tool_.reset();
    waiting_tool_.reset();
    viewport()->update();
    return true;
}

// Letters that stand at sockets are no commands.
bool GraphView::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && keys_->has_letters()) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (!(key->modifiers() & (Qt::ControlModifier | Qt::AltModifier)) && !key->text().isEmpty() && key->text()[0].isLetter()) {
            event->accept();
            return true;
        }
    }
    return QGraphicsView::event(event);
}

void GraphView::keyPressEvent(QKeyEvent* event) {
    if (!event->isAutoRepeat()) keys_down_.insert(event->key());
    if (event->key() == Qt::Key_Escape) {
        if (cancel_gesture()) return;
        if (keys_->has_letters()) return keys_->end_letters();
    }
    if (keys_->has_letters() && !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier)) && keys_->take_letter(event->text())) return;
    const bool extends = event->modifiers() & Qt::ShiftModifier;
    switch (event->key()) {
        case Qt::Key_Left:
        case Qt::Key_Right:
        case Qt::Key_Up:
        case Qt::Key_Down:
            if (event->modifiers() & Qt::ControlModifier) break;
            return keys_->walk(static_cast<Qt::Key>(event->key()), extends);
        case Qt::Key_Tab:
            if (keys_->place().node.empty()) return emit search_requested(visible_rect().center(), {});
            return keys_->walk_sockets(true);
        case Qt::Key_Backtab: return keys_->walk_sockets(false);
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (event->modifiers() & ~Qt::KeypadModifier) break;
            return keys_->open();
        case Qt::Key_W:
            if (event->modifiers()) break;
            return keys_->begin_letters();
        case Qt::Key_Escape:
            if (!keys_->place().socket.empty()) return keys_->go_to({keys_->place().node, "", false});
            scene_.clearSelection();
            keys_->go_to({});
            event->ignore();   // twice stops a run: the window counts
            return;
        default: break;
    }
    event->ignore();
}

void GraphView::keyReleaseEvent(QKeyEvent* event) {
    if (!event->isAutoRepeat()) keys_down_.erase(event->key());
    QGraphicsView::keyReleaseEvent(event);
}

void GraphView::focusInEvent(QFocusEvent* event) {
    QGraphicsView::focusInEvent(event);
    show_marks();
    tell_keyboard_place(*this);
}

void GraphView::focusOutEvent(QFocusEvent* event) {
    keys_down_.clear();
    keys_->end_letters();
    QGraphicsView::focusOutEvent(event);
    show_marks();
}

// --- tips and drops ----------------------------------------------------------------------------

QString GraphView::tip(const Hit& hit) const {
    if (!hit.node) return {};
    const NodeDef* def = place().declaration(hit.node->id());
    const NodeStatus& status = hit.node->status();
    if (hit.kind == HitKind::strip && status.error) return error_text(*status.error, "\n");
    if (!def) return tr("This node's type, “%1”, is not known here. It is kept as it is.").arg(QString::fromStdString(place().graph().nodes.at(hit.node->id()).type));
    const auto outside = [](const std::string& name) { return name.empty() ? QString() : "\n" + tr("Outside of the subgraph it is “%1”.").arg(QString::fromStdString(name)); };
    if (hit.kind == HitKind::socket || hit.kind == HitKind::field) {
        if (const InputDecl* input = hit.is_output ? nullptr : def->input(hit.name))
            return tr("%1 · %2").arg(field_label(*input), spaced_text(input->type->name)) + "\n" + library_text(input->doc) + outside(outer_input(place(), hit.node->id(), hit.name));
        if (const OutputDecl* output = def->output(hit.name))
            return tr("%1 · %2").arg(label_of(*output), spaced_text(output->type->name)) + "\n" + library_text(output->doc) + outside(outer_output(place(), hit.node->id(), hit.name));
    }
    if (hit.kind == HitKind::header) return hit.node->title() + "\n" + def_summary(*def);
    return {};
}

bool GraphView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip && pressed_button_ == Qt::NoButton) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QString text = tip(hit_test(scene_, mapToScene(help->pos()), pixels_per_unit()));
        if (text.isEmpty()) QToolTip::hideText();
        else QToolTip::showText(help->globalPos(), plain_tip(text), viewport());
        return true;
    }
    return QGraphicsView::viewportEvent(event);
}

void GraphView::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls() || event->mimeData()->hasText()) event->acceptProposedAction();
}

void GraphView::dragMoveEvent(QDragMoveEvent* event) { event->acceptProposedAction(); }

void GraphView::dropEvent(QDropEvent* event) {
    const QPointF at = mapToScene(event->position().toPoint());
    event->acceptProposedAction();
    const QList<QUrl> urls = event->mimeData()->urls();
    for (const QUrl& url : urls)
        if (url.isLocalFile()) emit file_dropped(url.toLocalFile(), at);
    if (urls.isEmpty() && event->mimeData()->hasText()) edits_->paste(event->mimeData()->text(), false, at);
}

}  // namespace noiseloom
