#include "ui/app/canvas_pane.h"

#include <QTimer>
#include <QVBoxLayout>

#include "ui/app/breadcrumb.h"
#include "ui/app/field_hooks.h"
#include "ui/app/settings.h"
#include "ui/canvas/key_walk.h"
#include "ui/canvas/minimap.h"
#include "ui/canvas/search_popup.h"
#include "ui/model/field_edit.h"

namespace noiseloom {

CanvasPane::CanvasPane(Desk& desk, EditorDocument& document, FieldHooks& hooks, QWidget* parent) : QWidget(parent), desk_(desk), document_(document), hooks_(hooks), has_minimap_(desk.shows_minimap) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    build(GraphPlace(document_));
    connect(&document_, &EditorDocument::changed, this, [this] {
        if (place().is_there()) return;
        QTimer::singleShot(0, this, [this] {   // the others hear of the change first
            if (!place().is_there()) go_up();
        });
    });
}

CanvasPane::~CanvasPane() {
    delete view_;
    delete scene_;   // after its view
}

void CanvasPane::build(const GraphPlace& place) {
    GraphView* old_view = view_;
    GraphScene* old_scene = scene_;
    scene_ = new GraphScene(place, *desk_.theme, this);
    view_ = new GraphView(*scene_, [this](const QString& node) { return hooks_.context(this->place(), node); }, this);
    if (old_view) {
        view_->setGeometry(old_view->geometry());   // at once: cameras are of a size
        layout()->replaceWidget(old_view, view_);
        view_->show();
    } else {
        layout()->addWidget(view_);
    }
    search_ = new SearchPopup(*view_, [this] { return commands_ ? commands_() : QList<QAction*>(); }, desk_.recent_nodes, desk_.subgraph_folder);
    connect(search_, &SearchPopup::place_requested, this, [this](const QString& path) { go_to(path.toStdString()); });
    connect(view_, &GraphView::search_requested, this, [this](QPointF at, const std::optional<SocketName>& from) { search_->open(at, from); });
    minimap_ = new Minimap(*view_);
    minimap_->setVisible(has_minimap_);
    auto* breadcrumb = new Breadcrumb(desk_.theme, view_);
    connect(breadcrumb, &Breadcrumb::chosen, this, [this](int level) { go_up(trail_.size() - static_cast<std::size_t>(level)); });
    breadcrumb->show_path(names());
    view_->addActions(actions_);
    scene_->fade_unrelated_wires(desk_.fades_wires);
    emit shown();
    if (old_view) {
        old_view->hide();
        old_view->deleteLater();
        old_scene->deleteLater();   // after its view
    }
}

void CanvasPane::set_actions(QList<QAction*> actions) {
    actions_ = std::move(actions);
    view_->addActions(actions_);
}

void CanvasPane::show_minimap(bool on) {
    has_minimap_ = on;
    minimap_->setVisible(on);
}

void CanvasPane::toggle_minimap() {
    show_minimap(!has_minimap_);
    if (desk_.settings) desk_.settings->show_minimap(has_minimap_);
    desk_.shows_minimap = has_minimap_;
}

void CanvasPane::look_changed() {
    scene_->set_theme(*desk_.theme);
    view_->text_size_changed();
}

// --- the trail -----------------------------------------------------------------------------------

std::string CanvasPane::path_of(std::size_t depth) const {
    std::string path;
    for (std::size_t i = 0; i < depth; ++i) path += (i ? "/" : "") + trail_[i].node;
    return path;
}

QStringList CanvasPane::names() const {
    QStringList names{document_.name()};
    for (std::size_t i = 0; i < trail_.size(); ++i) {
        const auto node = placed_node(document_, path_of(i + 1));
        names << (node ? node_title(node->place, node->id) : QString::fromStdString(trail_[i].node));
    }
    return names;
}

void CanvasPane::enter(const std::string& node) {
    const std::string scope = subgraph_name(place().graph().nodes.at(node).type);
    if (scope.empty() || !document_.workflow().graph_in(scope)) return;
    trail_.push_back({node, view_->camera_json()});
    build(GraphPlace(document_, scope, path_of(trail_.size())));
    view_->keep_fitted();
    view_->setFocus();
}

void CanvasPane::go_to(const std::string& path) {
    const auto found = placed_node(document_, path);
    if (!found) return;
    if (found->place.path() != place().path()) {
        trail_.clear();
        for (const QString& node : QString::fromStdString(found->place.path()).split('/', Qt::SkipEmptyParts)) trail_.push_back({node.toStdString(), {}});
        build(found->place);
        view_->keep_fitted();
    }
    view_->keys().go_to({found->id, "", false});
    view_->setFocus();
}

void CanvasPane::go_up(std::size_t levels) {
    if (trail_.empty() || levels == 0) return;
    std::vector<Step> left(trail_.begin(), trail_.end() - static_cast<std::ptrdiff_t>(std::min(levels, trail_.size())));
    const Step came_from = trail_[left.size()];
    trail_ = std::move(left);
    // The way down again, since definitions may have been renamed or gone meanwhile.
    std::string scope;
    for (std::size_t i = 0; i < trail_.size(); ++i) {
        const Graph* graph = document_.workflow().graph_in(scope);
        const auto node = graph ? graph->nodes.find(trail_[i].node) : decltype(graph->nodes.end())();
        const std::string next = graph && node != graph->nodes.end() ? subgraph_name(node->second.type) : "";
        if (next.empty() || !document_.workflow().graph_in(next)) {
            trail_.resize(i);
            break;
        }
        scope = next;
    }
    build(GraphPlace(document_, scope, path_of(trail_.size())));
    if (came_from.camera.is_null()) view_->keep_fitted();
    else view_->set_camera(came_from.camera);
    if (scene_->node(came_from.node)) view_->keys().go_to({came_from.node, "", false});
    view_->setFocus();
}

}  // namespace noiseloom
