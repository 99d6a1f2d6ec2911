// The canvas of a page: the graph that is shown, with its search, its minimap, and the trail that leads through subgraphs down to it.
//
// Another graph is another scene and another view: shown() tells of them, and whoever listens to a view listens to the new one from then on.
#pragma once

#include <functional>

#include <QWidget>

#include "ui/app/desk.h"
#include "ui/canvas/graph_view.h"

class QAction;

namespace noiseloom {

class FieldHooks;
class Minimap;
class SearchPopup;

class CanvasPane : public QWidget {
    Q_OBJECT
  public:
    // All outlive it. It begins with the document's own graph.
    CanvasPane(Desk& desk, EditorDocument& document, FieldHooks& hooks, QWidget* parent);
    ~CanvasPane() override;

    GraphView& view() { return *view_; }
    GraphScene& scene() { return *scene_; }
    SearchPopup& search() { return *search_; }
    const GraphPlace& place() const { return scene_->place(); }
    bool is_inside() const { return !trail_.empty(); }   // a subgraph

    void enter(const std::string& node);           // a subgraph
    void go_to(const std::string& path);           // a node, in whichever graph it lies
    void go_up(std::size_t levels = 1);            // towards the document's own graph

    // Actions of whichever graph is shown.
    void set_actions(QList<QAction*> actions);
    void set_commands(std::function<QList<QAction*>()> commands) { commands_ = std::move(commands); }   // of the search
    void show_minimap(bool on);
    void toggle_minimap();                         // and keeps it as a setting
    void look_changed();                           // theme, text size

  signals:
    void shown();

  private:
    struct Step {   // on the way down to the graph that is shown
        std::string node;   // the subgraph that was entered
        Json camera;        // of the graph it lies in
    };
    void build(const GraphPlace& place);
    std::string path_of(std::size_t depth) const;
    QStringList names() const;

    Desk& desk_;
    EditorDocument& document_;
    FieldHooks& hooks_;
    std::vector<Step> trail_;
    QList<QAction*> actions_;
    std::function<QList<QAction*>()> commands_;
    bool has_minimap_;
    GraphScene* scene_ = nullptr;
    GraphView* view_ = nullptr;
    SearchPopup* search_ = nullptr;
    Minimap* minimap_ = nullptr;
};

}  // namespace noiseloom
