// One open document: its graph and its form, the inspector, its runs. The window shows one page at a time.
//
// The page holds the parts together: each has what it needs of the others through the page, and outlives what it shows.
#pragma once

#include <memory>

#include <QWidget>

#include "ui/app/canvas_pane.h"
#include "ui/app/desk.h"
#include "ui/runs/runs.h"

class QSplitter;
class QStackedWidget;

namespace noiseloom {

class DroppedFiles;
class FieldHooks;
class FormView;
class HostBar;
class HostSession;
class HostSide;
class Inspector;
class Mending;
class NoticeBar;
class PagePanels;
class Reproduction;
class ResultViewer;
class SubgraphCommands;
class SweepView;
class TraceDock;

class DocumentPage : public QWidget {
    Q_OBJECT
  public:
    DocumentPage(Desk& desk, std::unique_ptr<EditorDocument> document, QWidget* parent = nullptr);
    ~DocumentPage() override;

    EditorDocument& document() { return *document_; }
    Runs& runs() { return *runs_; }
    CanvasPane& canvas() { return *canvas_; }
    GraphView& view() { return canvas_->view(); }
    GraphScene& scene() { return canvas_->scene(); }
    const GraphPlace& place() const { return canvas_->place(); }   // the graph that is shown
    Inspector& inspector() { return *inspector_; }
    FormView& form() { return *form_; }
    NoticeBar& notices() { return *notices_; }
    ResultViewer& results() { return *results_; }
    TraceDock& trace() { return *trace_; }
    PagePanels& panels() { return *panels_; }
    SubgraphCommands& subgraphs() { return *subgraphs_; }
    void look_changed();   // theme, text size
    void came_from(const QString& picture);        // whose workflow it is: the first run tells whether it is that picture again
    void tell(const QString& message);             // what could not be done
    // From now on it works for an image editor: runs read its layers, and their pictures can go into it.
    void join_host(std::unique_ptr<HostSession> session);
    HostSession* host() const;                     // null: none
    HostBar* host_bar() const;

    // --- commands ---
    void copy(bool cuts);
    void paste(bool keeps_wires);
    void select_all();
    void rename_current();
    void rename(const std::string& id);            // a node or a frame
    void search_at_mouse(const QString& typed);
    void run(bool front);
    void run_to_selected();
    void run_with_new_seeds();
    void stop();
    void show_form(bool on);
    bool is_form_shown() const;
    void toggle_inspector();
    void show_picture();
    // Of an input at values, if they are named; else as the workflow itself says.
    void ask_for_sweep(const std::string& node = {}, const std::string& input = {}, const QString& values = {});
    void show_sweep(int job);
    void show_start();                             // over an empty graph

  signals:
    void state_changed();                          // title, progress, queue
    void open_requested(const QString& path);      // a document of its own
    void template_requested(const QString& path);

  private:
    void lay_out();
    void connect_parts();
    void follow_canvas();                          // another graph is shown
    void show_statuses(const QStringList& paths);
    void show_selection();
    void show_steps_ahead();
    void show_failure(const Job& job);
    QRect over_canvas() const;

    Desk& desk_;
    std::unique_ptr<EditorDocument> document_;
    std::unique_ptr<Runs> runs_;
    std::unique_ptr<FieldHooks> hooks_;
    std::unique_ptr<ResultViewer> results_;
    std::unique_ptr<Reproduction> reproduction_;
    std::unique_ptr<TraceDock> trace_;
    std::unique_ptr<PagePanels> panels_;
    std::unique_ptr<SubgraphCommands> subgraphs_;
    std::unique_ptr<Mending> mending_;
    std::unique_ptr<DroppedFiles> dropped_;
    std::unique_ptr<HostSide> host_;
    CanvasPane* canvas_ = nullptr;
    SweepView* sweep_ = nullptr;     // once one was looked at
    Inspector* inspector_;
    FormView* form_;
    QStackedWidget* faces_;
    QSplitter* down_;                // the canvas, the trace
    NoticeBar* notices_;
};

}  // namespace noiseloom
