#include "ui/canvas/accessible_graph.h"

#include <map>

#include <QAccessible>
#include <QAccessibleWidget>
#include <QPointer>

#include "core/validate.h"
#include "ui/canvas/graph_texts.h"
#include "ui/canvas/key_walk.h"

namespace noiseloom {
namespace {

QRect on_screen(const GraphView& view, const QRectF& scene) {
    const QRect area = view.mapFromScene(scene).boundingRect();
    return {view.viewport()->mapToGlobal(area.topLeft()), area.size()};
}

// Children by what they are about; those of things that are gone are given back.
template <class Name>
class Children {
  public:
    ~Children() {
        for (const auto& [name, id] : ids_) QAccessible::deleteAccessibleInterface(id);
    }
    template <class Make>
    QAccessibleInterface* get(const Name& name, Make make) {
        if (const auto known = ids_.find(name); known != ids_.end()) return QAccessible::accessibleInterface(known->second);
        QAccessibleInterface* made = make();
        ids_[name] = QAccessible::registerAccessibleInterface(made);
        return made;
    }
    template <class IsThere>
    void prune(IsThere is_there) {
        std::erase_if(ids_, [&](const auto& entry) {
            if (is_there(entry.first)) return false;
            QAccessible::deleteAccessibleInterface(entry.second);
            return true;
        });
    }

  private:
    std::map<Name, QAccessible::Id> ids_;
};

// What nodes, sockets and wires have in common: no object of their own, and a view that may be gone.
class Part : public QAccessibleInterface, public QAccessibleActionInterface {
  public:
    explicit Part(GraphView* view) : view_(view) {}

    QObject* object() const override { return nullptr; }
    QWindow* window() const override { return view_ && view_->window() ? view_->window()->windowHandle() : nullptr; }
    void setText(QAccessible::Text, const QString&) override {}
    QAccessibleInterface* childAt(int x, int y) const override {
        for (int i = 0; i < childCount(); ++i)
            if (QAccessibleInterface* one = child(i); one && one->rect().contains(x, y)) return one;
        return nullptr;
    }
    void* interface_cast(QAccessible::InterfaceType type) override { return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this) : nullptr; }
    QStringList keyBindingsForAction(const QString&) const override { return {}; }

  protected:
    GraphScene& scene() const { return view_->graph_scene(); }
    QPointer<GraphView> view_;
};

class AccessibleSocket : public Part {
  public:
    AccessibleSocket(GraphView* view, SocketName name) : Part(view), name_(std::move(name)) {}

    bool isValid() const override { return view_ && spot(); }
    QAccessibleInterface* parent() const override;
    int childCount() const override { return 0; }
    QAccessibleInterface* child(int) const override { return nullptr; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QAccessible::Role role() const override { return field() ? QAccessible::EditableText : QAccessible::StaticText; }
    QString text(QAccessible::Text kind) const override {
        if (!isValid()) return {};
        if (kind == QAccessible::Name) return socket_text(scene(), name_);
        if (kind == QAccessible::Value || kind == QAccessible::Description) return socket_value_text(scene(), name_);
        return {};
    }
    QAccessible::State state() const override {
        QAccessible::State state;
        if (!isValid()) {
            state.invalid = true;
            return state;
        }
        state.focusable = true;
        state.focused = view_->hasFocus() && view_->keys().place() == name_;
        state.editable = field();
        return state;
    }
    QRect rect() const override {
        const NodeItem* item = isValid() ? scene().node(name_.node) : nullptr;
        if (!item) return {};
        const FieldSpot* field = name_.is_output ? nullptr : item->layout().field(name_.socket);
        const QRectF area = field ? field->rect : QRectF(spot()->at - QPointF(8, 8), QSizeF(16, 16));
        return on_screen(*view_, area.translated(item->pos()));
    }
    QStringList actionNames() const override { return field() ? QStringList{pressAction(), setFocusAction()} : QStringList{setFocusAction()}; }
    void doAction(const QString& action) override {
        if (!isValid()) return;
        view_->setFocus();
        view_->keys().go_to(name_);
        if (action == pressAction() && field()) view_->open_field(name_.node, name_.socket);
    }

  private:
    const SocketSpot* spot() const {
        const NodeItem* item = view_ ? scene().node(name_.node) : nullptr;
        return item ? item->layout().socket(name_.is_output, name_.socket) : nullptr;
    }
    bool field() const { return isValid() && !name_.is_output && scene().node(name_.node)->layout().field(name_.socket); }

    const SocketName name_;
};

class AccessibleNode : public Part {
  public:
    AccessibleNode(GraphView* view, std::string id) : Part(view), id_(std::move(id)) {}

    bool isValid() const override { return item() != nullptr; }
    QAccessibleInterface* parent() const override { return view_ ? QAccessible::queryAccessibleInterface(view_) : nullptr; }
    int childCount() const override { return item() ? static_cast<int>(item()->layout().sockets.size()) : 0; }
    QAccessibleInterface* child(int index) const override {
        if (index < 0 || index >= childCount()) return nullptr;
        const SocketSpot& spot = item()->layout().sockets[static_cast<std::size_t>(index)];
        return socket({id_, spot.name, spot.is_output});
    }
    QAccessibleInterface* socket(const SocketName& name) const {
        children_.prune([this](const SocketName& one) { return item() && item()->layout().socket(one.is_output, one.socket); });
        return children_.get(name, [&] { return new AccessibleSocket(view_, name); });
    }
    int indexOfChild(const QAccessibleInterface* child_sought) const override {
        for (int i = 0; i < childCount(); ++i)
            if (child(i) == child_sought) return i;
        return -1;
    }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    QString text(QAccessible::Text kind) const override {
        if (!item()) return {};
        if (kind == QAccessible::Name) return node_text(scene(), *item());
        if (kind == QAccessible::Description) return node_state_text(*item());
        return {};
    }
    QAccessible::State state() const override {
        QAccessible::State state;
        if (!item()) {
            state.invalid = true;
            return state;
        }
        state.focusable = state.selectable = state.multiSelectable = true;
        state.selected = item()->isSelected();
        state.focused = view_->hasFocus() && view_->keys().place() == SocketName{id_, "", false};
        state.busy = item()->status().state == NodeState::running;
        state.offscreen = !view_->visible_rect().intersects(item()->scene_rect());
        return state;
    }
    QRect rect() const override { return item() ? on_screen(*view_, item()->scene_rect()) : QRect(); }
    QStringList actionNames() const override { return {pressAction(), showMenuAction(), setFocusAction()}; }
    void doAction(const QString& action) override {
        if (!item()) return;
        view_->setFocus();
        view_->keys().go_to({id_, "", false});
        if (action == pressAction()) view_->keys().open();
        Hit hit;
        hit.kind = HitKind::body;
        hit.node = item();
        if (action == showMenuAction()) emit view_->menu_requested(hit, item()->scene_rect().center(), rect().center());
    }

  private:
    NodeItem* item() const { return view_ ? scene().node(id_) : nullptr; }

    const std::string id_;
    mutable Children<SocketName> children_;
};

class AccessibleWire : public Part {
  public:
    AccessibleWire(GraphView* view, InputName name) : Part(view), name_(std::move(name)) {}

    bool isValid() const override { return item() != nullptr; }
    QAccessibleInterface* parent() const override { return view_ ? QAccessible::queryAccessibleInterface(view_) : nullptr; }
    int childCount() const override { return 0; }
    QAccessibleInterface* child(int) const override { return nullptr; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QAccessible::Role role() const override { return QAccessible::Link; }
    QString text(QAccessible::Text kind) const override { return item() && kind == QAccessible::Name ? wire_text(scene(), *item()) : QString(); }
    QAccessible::State state() const override {
        QAccessible::State state;
        state.invalid = !item();
        return state;
    }
    QRect rect() const override { return item() ? on_screen(*view_, item()->path().boundingRect()) : QRect(); }
    QStringList actionNames() const override { return {pressAction()}; }
    void doAction(const QString&) override {   // to the input that it feeds
        if (!item()) return;
        view_->setFocus();
        view_->keys().go_to({name_.node, name_.input, false});
    }

  private:
    WireItem* item() const { return view_ ? scene().wire(name_) : nullptr; }

    const InputName name_;
};

// Widgets that lie over the canvas come first, then nodes in the order of a run, then wires.
class AccessibleGraph : public QAccessibleWidget {
  public:
    explicit AccessibleGraph(GraphView& view) : QAccessibleWidget(&view, QAccessible::Canvas), view_(view) {}

    QString text(QAccessible::Text kind) const override { return kind == QAccessible::Description ? graph_text(view_.graph_scene()) : QAccessibleWidget::text(kind); }
    int childCount() const override { return widgets() + static_cast<int>(view_.graph_scene().nodes().size() + view_.graph_scene().wires().size()); }
    QAccessibleInterface* child(int index) const override {
        if (index < widgets()) return QAccessibleWidget::child(index);
        std::size_t at = static_cast<std::size_t>(index - widgets());
        const GraphScene& scene = view_.graph_scene();
        if (at < scene.nodes().size()) {
            const std::vector<std::string> order = topological_order(view_.place().graph());
            return at < order.size() ? node(order[at]) : nullptr;
        }
        at -= scene.nodes().size();
        return at < scene.wires().size() ? wire(std::next(scene.wires().begin(), static_cast<std::ptrdiff_t>(at))->first) : nullptr;
    }
    int indexOfChild(const QAccessibleInterface* sought) const override {
        if (const int index = QAccessibleWidget::indexOfChild(sought); index >= 0) return index;
        for (int i = widgets(); i < childCount(); ++i)
            if (child(i) == sought) return i;
        return -1;
    }
    QAccessibleInterface* childAt(int x, int y) const override {
        if (QAccessibleInterface* over = QAccessibleWidget::childAt(x, y); over && over->object() != view_.viewport()) return over;
        const Hit hit = hit_test(view_.graph_scene(), view_.mapToScene(view_.viewport()->mapFromGlobal(QPoint(x, y))), view_.pixels_per_unit());
        if (hit.node) return node(hit.node->id());
        return hit.wire ? wire(hit.wire->name()) : nullptr;
    }
    QAccessibleInterface* focusChild() const override {
        if (!view_.hasFocus()) return QAccessibleWidget::focusChild();
        return keyboard_place();
    }
    // Null: no node has the keyboard.
    QAccessibleInterface* keyboard_place() const {
        const SocketName& place = view_.keys().place();
        if (!view_.graph_scene().node(place.node)) return nullptr;
        AccessibleNode* one = node(place.node);
        return place.socket.empty() ? one : one->socket(place);
    }

    AccessibleNode* node(const std::string& id) const {
        nodes_.prune([this](const std::string& one) { return view_.graph_scene().node(one) != nullptr; });
        return static_cast<AccessibleNode*>(nodes_.get(id, [&] { return new AccessibleNode(&view_, id); }));
    }

  private:
    int widgets() const { return QAccessibleWidget::childCount(); }
    QAccessibleInterface* wire(const InputName& name) const {
        wires_.prune([this](const InputName& one) { return view_.graph_scene().wire(one) != nullptr; });
        return wires_.get(name, [&] { return new AccessibleWire(&view_, name); });
    }

    GraphView& view_;
    mutable Children<std::string> nodes_;
    mutable Children<InputName> wires_;
};

AccessibleGraph* graph_of(GraphView* view) { return view ? static_cast<AccessibleGraph*>(QAccessible::queryAccessibleInterface(view)) : nullptr; }

QAccessibleInterface* AccessibleSocket::parent() const {
    const AccessibleGraph* graph = isValid() ? graph_of(view_) : nullptr;
    return graph ? graph->node(name_.node) : nullptr;
}

QAccessibleInterface* interface_for(const QString& class_name, QObject* object) {
    return class_name == QLatin1String("noiseloom::GraphView") ? new AccessibleGraph(*static_cast<GraphView*>(object)) : nullptr;
}

}  // namespace

void install_accessible_graph() {
    [[maybe_unused]] static const bool installed = [] {
        QAccessible::installFactory(interface_for);
        return true;
    }();
}

void tell_keyboard_place(GraphView& view) {
    if (!QAccessible::isActive() || !view.hasFocus()) return;
    const AccessibleGraph* graph = graph_of(&view);
    if (QAccessibleInterface* place = graph ? graph->keyboard_place() : nullptr) {
        QAccessibleEvent event(place, QAccessible::Focus);
        QAccessible::updateAccessibility(&event);
    }
}

void tell_nodes_changed(GraphView& view) {
    if (!QAccessible::isActive()) return;
    QAccessibleEvent event(&view, QAccessible::ObjectReorder);
    QAccessible::updateAccessibility(&event);
}

}  // namespace noiseloom
