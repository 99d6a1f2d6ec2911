// One open document: its graph and its form, the inspector, its runs. The window shows one page at a time.
#pragma once

#include <memory>

#include <QWidget>

#include "ui/app/desk.h"
#include "ui/canvas/graph_view.h"
#include "ui/fields/field_context.h"
#include "ui/model/editor_document.h"
#include "ui/panels/models_panel.h"
#include "ui/runs/runs.h"

class QHBoxLayout;
class QMenu;
class QSplitter;
class QStackedWidget;

namespace noiseloom {

class Breadcrumb;
class FieldHooks;
class FormView;
class Inspector;
class Minimap;
class NoticeBar;
class ResultViewer;
class Rail;
class Reproduction;
class SearchPopup;
class SweepView;
class TraceDrawer;
struct TraceFigures;

class DocumentPage : public QWidget {
    Q_OBJECT
  public:
    DocumentPage(Desk& desk, std::unique_ptr<EditorDocument> document, QWidget* parent = nullptr);
    ~DocumentPage() override;

    EditorDocument& document() { return *document_; }
    Runs& runs() { return *runs_; }
    GraphView& view() { return *view_; }
    GraphScene& scene() { return *scene_; }
    Inspector& inspector() { return *inspector_; }
    FormView& form() { return *form_; }
    NoticeBar& notices() { return *notices_; }
    const GraphPlace& place() const { return scene_->place(); }   // the graph that is shown
    void look_changed();   // theme, text size
    void came_from(const QString& picture);        // whose workflow it is: the first run tells whether it is that picture again
    void enter(const std::string& node);           // a subgraph
    void go_to(const std::string& path);           // a node, in whichever graph it lies
    void go_up(std::size_t levels = 1);            // towards the document's own graph
    // Actions of the canvas: of whichever graph is shown.
    void set_canvas_actions(QList<QAction*> actions);
    void set_commands(std::function<QList<QAction*>()> commands) { commands_ = std::move(commands); }   // of the search

    // --- commands ---
    void copy(bool cuts);
    void paste(bool keeps_wires);
    void select_all();
    void rename_current();
    void rename(const std::string& id);            // a node or a frame
    void search_at_mouse(const QString& typed);
    void make_subgraph();                          // asks for its name
    void make_subgraph_of(const std::vector<std::string>& ids, const QString& title);
    void expand_subgraph();
    void leave_subgraph();
    void save_subgraph();                          // the selected one, as a file to be used again
    void run(bool front);
    void run_to_selected();
    void run_with_new_seeds();
    void stop();
    void show_form(bool on);
    bool is_form_shown() const;
    void toggle_inspector();
    void toggle_minimap();
    void show_minimap(bool on);
    void toggle_trace();
    void show_picture();
    // Of an input at values, if they are named; else as the workflow itself says.
    void ask_for_sweep(const std::string& node = {}, const std::string& input = {}, const QString& values = {});
    void show_sweep(int job);
    void show_start();                             // over an empty graph
    void toggle_panel(const QString& name);        // of the rail: "templates", "history", "queue"

    // Opens what was dropped: a workflow's nodes, a picture's workflow, or the picture itself as a node.
    void take_file(const QString& path, QPointF scene);

  signals:
    void state_changed();                          // title, progress, queue
    void open_requested(const QString& path);      // a document of its own
    void template_requested(const QString& path);

  private:
    void show_statuses(const QStringList& paths);
    void show_selection();
    void show_steps_ahead();
    void show_added(const QStringList& ids);
    QRect over_canvas() const;
    void show_menu(const Hit& hit, QPointF scene, const QPoint& global);
    void add_outer_socket(QMenu& menu, const SocketName& socket);
    void remedy(const std::string& node);
    void locate_file(const std::string& node, const std::string& input);
    void add_saved(const QString& file, QPointF scene);
    void add_picture_node(const QString& path, QPointF scene);
    void tell(const QString& message);
    std::string pictured_node(const GraphPlace& place) const;
    QWidget* make_history();
    void compare_traces(const Job& job);
    void show_parting(const TraceFigures& older, const QStringList& changes);
    const InputDecl* model_field() const;
    void show_usable_models();
    void use_model(const QString& name);
    void offer_bridges(const QString& message, const SocketName& from, const SocketName& to);
    void show_manual(const QString& type);
    void make_rail(QHBoxLayout& beside);
    std::vector<std::string> traced_selection() const;

    Desk& desk_;
    std::unique_ptr<EditorDocument> document_;
    std::unique_ptr<Runs> runs_;
    std::unique_ptr<FieldHooks> hooks_;
    std::unique_ptr<ResultViewer> results_;
    std::unique_ptr<Reproduction> reproduction_;
    struct Step {   // on the way down to the graph that is shown
        std::string node;   // the subgraph that was entered
        Json camera;        // of the graph it lies in
    };
    void build_canvas(const GraphPlace& place);
    void document_changed();
    std::string path_of(std::size_t depth) const;

    std::vector<Step> trail_;
    QList<QAction*> canvas_actions_;
    std::function<QList<QAction*>()> commands_;
    Breadcrumb* breadcrumb_ = nullptr;
    Minimap* minimap_ = nullptr;
    bool has_minimap_;
    Rail* rail_ = nullptr;
    QPointer<ModelsPanel> models_;   // once it was opened
    GraphScene* scene_ = nullptr;
    GraphView* view_ = nullptr;
    SearchPopup* search_ = nullptr;
    SweepView* sweep_ = nullptr;     // once one was looked at
    TraceDrawer* trace_ = nullptr;   // made when it is first wanted
    Inspector* inspector_;
    FormView* form_;
    QStackedWidget* faces_;
    QSplitter* across_;
    QSplitter* down_;
    NoticeBar* notices_;
};

}  // namespace noiseloom
