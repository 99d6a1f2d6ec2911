#include "ui/app/document_page.h"

#include <random>

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "core/validate.h"
#include "ui/app/canvas_menu.h"
#include "ui/app/dropped_files.h"
#include "ui/app/field_hooks.h"
#include "ui/app/host_side.h"
#include "ui/app/manual_page.h"
#include "ui/app/mending.h"
#include "ui/app/notice_bar.h"
#include "ui/app/page_panels.h"
#include "ui/app/reproduction.h"
#include "ui/app/result_viewer.h"
#include "ui/app/settings.h"
#include "ui/app/steps_ahead.h"
#include "ui/app/subgraph_commands.h"
#include "ui/app/trace_dock.h"
#include "ui/canvas/graph_edits.h"
#include "ui/canvas/key_walk.h"
#include "ui/canvas/search_popup.h"
#include "ui/form/form_view.h"
#include "ui/inspector/inspector.h"
#include "ui/model/edits.h"
#include "ui/model/error_text.h"
#include "ui/model/field_edit.h"
#include "ui/panels/sweep_dialog.h"
#include "ui/panels/templates_panel.h"
#include "ui/runs/pictured.h"
#include "ui/sweep/sweep_view.h"
#include "ui/theme/fonts.h"
#include "ui/viewer/picture_viewer.h"

namespace noiseloom {

DocumentPage::DocumentPage(Desk& desk, std::unique_ptr<EditorDocument> document, QWidget* parent) : QWidget(parent), desk_(desk), document_(std::move(document)) {
    runs_ = std::make_unique<Runs>(desk.workshop, *document_, desk.output_folder);
    runs_->set_compute(desk.compute);
    hooks_ = std::make_unique<FieldHooks>(desk, *document_, *runs_, this);
    const auto context_of = [this](const QString& node) { return hooks_->context(canvas_ ? place() : GraphPlace(*document_), node); };
    inspector_ = new Inspector(GraphPlace(*document_), context_of, this);
    form_ = new FormView(*document_, [this](const QString& node) { return hooks_->context(GraphPlace(*document_), node); }, this);
    faces_ = new QStackedWidget(this);
    notices_ = new NoticeBar(desk.theme, faces_);
    down_ = new QSplitter(Qt::Vertical, this);
    results_ = std::make_unique<ResultViewer>(desk, *document_, *runs_, this, [this] { return over_canvas(); });
    trace_ = std::make_unique<TraceDock>(desk, *this, *down_);
    subgraphs_ = std::make_unique<SubgraphCommands>(desk, *this);
    mending_ = std::make_unique<Mending>(*this, *hooks_);
    dropped_ = std::make_unique<DroppedFiles>(desk, *this, *hooks_);
    canvas_ = new CanvasPane(desk, *document_, *hooks_, this);
    lay_out();
    connect_parts();
    follow_canvas();
}

void DocumentPage::lay_out() {
    down_->addWidget(canvas_);
    down_->setChildrenCollapsible(false);
    auto* across = new QSplitter(Qt::Horizontal, this);
    across->addWidget(down_);
    across->addWidget(inspector_);
    across->setStretchFactor(0, 1);
    across->setCollapsible(0, false);
    across->setSizes({1000, scaled(320)});
    inspector_->setMinimumWidth(scaled(240));
    inspector_->setMaximumWidth(scaled(480));
    auto* graph_face = new QWidget(this);
    auto* beside = new QHBoxLayout(graph_face);
    beside->setContentsMargins(0, 0, 0, 0);
    beside->setSpacing(0);
    beside->addWidget(across, 1);
    panels_ = std::make_unique<PagePanels>(desk_, *this, *beside);
    faces_->addWidget(graph_face);
    auto* column = new QWidget(this);   // a form is no wider than it reads well
    auto* middle = new QHBoxLayout(column);
    middle->setContentsMargins(0, 0, 0, 0);
    middle->addStretch(1);
    middle->addWidget(form_, 8);
    middle->addStretch(1);
    form_->setMaximumWidth(scaled(640));
    faces_->addWidget(column);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(faces_, 1);
}

void DocumentPage::connect_parts() {
    connect(document_.get(), &EditorDocument::state_changed, this, &DocumentPage::state_changed);
    connect(document_.get(), &EditorDocument::journal_failed, this, [this](const QString& message) {
        notices_->add(tr("Edits cannot be kept for the case of a crash: %1").arg(message), Tone::warn);
    });
    connect(runs_.get(), &Runs::status_changed, this, &DocumentPage::show_statuses);
    connect(runs_.get(), &Runs::queue_changed, this, [this] {
        const Job* job = runs_->running_job();
        form_->set_progress(job ? job->progress : -1);
        emit state_changed();
    });
    connect(runs_.get(), &Runs::job_finished, this, [this](int number) {
        const Job* job = runs_->find_job(number);
        if (job && job->state == JobState::failed) show_failure(*job);
    });
    connect(results_.get(), &ResultViewer::refused, this, &DocumentPage::tell);
    connect(results_.get(), &ResultViewer::closed, this, [this] { (sweep_ && sweep_->isVisible() ? static_cast<QWidget*>(sweep_) : &view())->setFocus(); });
    connect(results_.get(), &ResultViewer::use_requested, this, [this](const QString& file) {
        results_->viewer()->hide();
        dropped_->add_picture(file, view().visible_rect().center());
    });
    connect(trace_.get(), &TraceDock::step_changed, this, &DocumentPage::show_steps_ahead);
    connect(trace_.get(), &TraceDock::picture_chosen, results_.get(), &ResultViewer::show_picture);
    connect(canvas_, &CanvasPane::shown, this, &DocumentPage::follow_canvas);
    connect(inspector_, &Inspector::refused, this, &DocumentPage::tell);
    connect(form_, &FormView::refused, this, &DocumentPage::tell);
    connect(inspector_, &Inspector::jump_requested, this, [this](const QString& node) { view().keys().go_to({node.toStdString(), "", false}); });
    connect(inspector_, &Inspector::manual_requested, this, [this](const QString& type) {
        if (const NodeDef* def = document_->declaration(type.toStdString())) show_manual(*def, this);
    });
    connect(inspector_, &Inspector::sweep_requested, this, [this](const QString& node, const QString& input) {
        if (canvas_->is_inside()) return tell(tr("Sweeps are of inputs of the whole graph: make this one an input of the subgraph, by a right click on its socket."));
        ask_for_sweep(node.toStdString(), input.toStdString());
    });
    connect(form_, &FormView::generate_requested, this, [this] { run(false); });
    connect(form_, &FormView::stop_requested, this, &DocumentPage::stop);
}

void DocumentPage::follow_canvas() {
    connect(&canvas_->search(), &SearchPopup::saved_requested, subgraphs_.get(), &SubgraphCommands::add_saved);
    connect(&scene(), &GraphScene::selectionChanged, this, &DocumentPage::show_selection);
    connect(&view(), &GraphView::refused, this, &DocumentPage::tell);
    connect(&view(), &GraphView::wire_refused, mending_.get(), &Mending::offer_bridges);
    connect(&view(), &GraphView::menu_requested, this, [this](const Hit& hit, QPointF at, const QPoint& global) { CanvasMenu(*this, hit, at).exec(global); });
    connect(&view(), &GraphView::rename_requested, this, [this](const QString& id) { rename(id.toStdString()); });
    connect(&view(), &GraphView::remedy_requested, mending_.get(), [this](const QString& node) { mending_->mend(node.toStdString()); });
    connect(&view(), &GraphView::file_dropped, dropped_.get(), &DroppedFiles::take);
    connect(&view(), &GraphView::opened, this, [this](const QString& node) {
        if (document_->declarations().definition(place().graph().nodes.at(node.toStdString()).type)) canvas_->enter(node.toStdString());
        else show_picture();
    });
    inspector_->go_to(place());
    QStringList paths;
    for (const auto& [id, node] : place().graph().nodes) paths << QString::fromStdString(place().run_path(id));
    show_statuses(paths);
}

DocumentPage::~DocumentPage() {
    // Views look at the document until they are gone; runs at everything.
    delete sweep_;
    results_.reset();
    reproduction_.reset();
    host_.reset();
    delete faces_;
    runs_->stop();
}

void DocumentPage::look_changed() {
    panels_->look_changed();
    canvas_->look_changed();
    inspector_->rebuild();
    form_->rebuild();
    results_->look_changed();
    delete sweep_;
    sweep_ = nullptr;
    trace_->look_changed();
    if (host_) host_->show_bar();
}

void DocumentPage::came_from(const QString& picture) {
    reproduction_ = std::make_unique<Reproduction>(desk_, *document_, *runs_, picture);
    connect(reproduction_.get(), &Reproduction::told, this, [this](const QString& text, bool is_same) { notices_->add(text, is_same ? Tone::ok : Tone::warn, {{tr("Good"), [] {}}}); });
}

void DocumentPage::tell(const QString& message) {
    if (!message.isEmpty()) notices_->add(message, Tone::error);
}

// --- image editors -----------------------------------------------------------------------------

void DocumentPage::join_host(std::unique_ptr<HostSession> session) {
    host_ = std::make_unique<HostSide>(desk_, *this, std::move(session));
    emit state_changed();
}

HostSession* DocumentPage::host() const { return host_ ? &host_->session() : nullptr; }
HostBar* DocumentPage::host_bar() const { return host_ ? host_->bar() : nullptr; }

// --- what is shown -----------------------------------------------------------------------------

void DocumentPage::show_statuses(const QStringList& paths) {
    bool running = false;
    std::set<std::string> touched;   // nodes of the graph that is shown; those inside their subgraphs count for these
    const QString prefix = place().path().empty() ? QString() : QString::fromStdString(place().path()) + '/';
    for (const QString& path : paths)
        if (path.startsWith(prefix)) touched.insert(path.mid(prefix.size()).section('/', 0, 0).toStdString());
    for (const std::string& id : touched) {
        const NodeStatus status = runs_->status_within(place().run_path(id));
        scene().set_status(id, status);
        running = running || status.state == NodeState::running;
        if (inspector_->nodes().size() == 1 && inspector_->nodes().front() == id) inspector_->show_status(id, status);
    }
    if (running) view().start_animation();
    else show_steps_ahead();
    if (const std::string id = pictured_node(*runs_, GraphPlace(*document_)); !id.empty()) form_->set_picture(runs_->status_within(id).picture, runs_->is_busy());
}

void DocumentPage::show_failure(const Job& job) {
    const std::vector<Error> errors = job.errors();
    for (const Error& error : errors)
        if (error.node.empty()) tell(error_text(error));
    // The others stand on their nodes, which may be out of sight.
    const auto first = std::find_if(errors.begin(), errors.end(), [](const Error& error) { return !error.node.empty(); });
    if (first == errors.end()) return;
    notices_->add(tr("%1: %2").arg(path_title(*document_, first->node), error_text(*first)), Tone::error, {{tr("Go there"), [this, node = first->node] { canvas_->go_to(node); }}});
}

void DocumentPage::show_selection() {
    const auto ids = scene().selected_nodes();
    inspector_->show_nodes(ids);
    trace_->follow_selection();
    panels_->show_usable_models();
    if (ids.size() == 1) inspector_->show_status(ids.front(), runs_->status_within(place().run_path(ids.front())));
    show_steps_ahead();
}

void DocumentPage::show_steps_ahead() {
    if (inspector_->nodes().size() != 1 || !place().is_there()) return;
    const std::string path = place().run_path(inspector_->nodes().front());
    inspector_->show_cost(cost_text(*runs_, *document_, path));
    inspector_->mark_curves(curve_marks(*runs_, *document_, path, trace_->seen()));
}

// Over an empty graph: what one can begin with. It goes with the first node, or when an empty graph is what is wanted.
void DocumentPage::show_start() {
    if (!place().graph().nodes.empty()) return;
    auto* start = new StartPage(desk_.backend, desk_.settings ? desk_.settings->recent_files() : QStringList(), *desk_.theme, &view());
    const auto leave = [this, start] {
        start->hide();
        start->deleteLater();
        view().setFocus();
    };
    connect(start, &StartPage::template_chosen, this, &DocumentPage::template_requested);
    connect(start, &StartPage::file_chosen, this, &DocumentPage::open_requested);
    connect(start, &StartPage::empty, this, leave);
    connect(start, &StartPage::more, this, [this, leave] {
        leave();
        panels_->toggle("templates");
    });
    connect(&scene(), &GraphScene::nodes_changed, start, leave);
    connect(&view(), &GraphView::camera_changed, start, [this, start] { start->setGeometry(view().rect()); });
    start->setGeometry(view().rect());
    start->show();
}

// Of the current node, else of the one furthest down, as large as it is.
void DocumentPage::show_picture() {
    std::string id = view().keys().place().node;
    if (id.empty() || runs_->status_within(place().run_path(id)).picture.isNull()) id = pictured_node(*runs_, place());
    if (id.empty()) return tell(tr("There is no picture yet: run the graph first."));
    results_->show_node(place().run_path(id), scene().node(id) ? scene().node(id)->title() : QString::fromStdString(id));
}

// --- clipboard ---------------------------------------------------------------------------------

void DocumentPage::copy(bool cuts) {
    const QString text = view().edits().copied();
    if (text.isEmpty()) return;
    QApplication::clipboard()->setText(text);
    if (cuts) view().edits().remove();
}

void DocumentPage::paste(bool keeps_wires) {
    const QString text = QApplication::clipboard()->text();
    if (text.isEmpty()) return tell(tr("There is no text to paste: nodes are copied as the text of a workflow."));
    view().edits().paste(text, keeps_wires);
}

void DocumentPage::select_all() {
    std::vector<std::string> ids;
    for (const auto& [id, node] : scene().nodes()) ids.push_back(id);
    scene().select(ids);
}

void DocumentPage::rename_current() {
    for (const auto& [id, frame] : scene().frame_items())
        if (frame->isSelected()) return rename(id);
    if (!view().keys().place().node.empty()) rename(view().keys().place().node);
}

void DocumentPage::rename(const std::string& id) {
    const FrameItem* frame = scene().frame(id);
    const NodeItem* node = scene().node(id);
    if (!frame && !node) return;
    bool accepted = false;
    const QString text = QInputDialog::getText(this, frame ? tr("Frame") : tr("Rename"), tr("Title"), QLineEdit::Normal, frame ? frame->look().title : node->title(), &accepted);
    if (!accepted) return;
    if (frame) {
        FrameLook look = frame->look();
        look.title = text.trimmed();
        view().edit({{set_frame(id, look)}}, tr("Rename"));
    } else if (const auto done = set_node_title(scene().place(), id, text.trimmed()); !done) {
        tell(QString::fromStdString(done.error().message));
    }
}

void DocumentPage::search_at_mouse(const QString& typed) {
    const QPoint mouse = view().viewport()->mapFromGlobal(QCursor::pos());
    const QPoint at = view().viewport()->rect().contains(mouse) ? mouse : view().viewport()->rect().center() - QPoint(scaled(210), scaled(160));
    canvas_->search().open(view().mapToScene(at), {}, typed);
}

// --- sweeps ------------------------------------------------------------------------------------

void DocumentPage::ask_for_sweep(const std::string& node, const std::string& input, const QString& values) {
    auto* dialog = new SweepDialog(*document_, *runs_, *desk_.theme, node, input, this);
    if (!values.isEmpty()) dialog->set_values(values);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SweepDialog::started, this, &DocumentPage::show_sweep);
    dialog->show();
}

void DocumentPage::show_sweep(int job) {
    if (!sweep_) {
        sweep_ = new SweepView(*document_, *runs_, *desk_.theme, this);
        connect(sweep_, &SweepView::refused, this, &DocumentPage::tell);
        connect(sweep_, &SweepView::picture_requested, results_.get(), &ResultViewer::show_job);
        connect(sweep_, &SweepView::closed, this, [this] {
            sweep_->hide();
            view().setFocus();
        });
    }
    sweep_->show_job(job);
    sweep_->setGeometry(over_canvas());
    sweep_->show();
    sweep_->raise();
    sweep_->setFocus();
}

QRect DocumentPage::over_canvas() const { return QRect(down_->mapTo(this, QPoint()), down_->size()); }

// --- running -----------------------------------------------------------------------------------

void DocumentPage::run(bool front) {
    if (host_) host_->session().generate();
    else runs_->start({}, front);
}

void DocumentPage::run_to_selected() {
    const auto ids = scene().selected_nodes();
    if (ids.empty()) return tell(tr("Select the node to run to."));
    std::vector<std::string> paths;
    for (const std::string& id : ids) paths.push_back(place().run_path(id));
    runs_->start(paths, true);
}

void DocumentPage::run_with_new_seeds() {
    std::random_device random;
    Patch patch;
    for (const auto& [id, node] : document_->graph().nodes) {
        const NodeDef* def = document_->declaration(node.type);
        if (!def) continue;
        for (const InputDecl& input : def->inputs())
            if (input.type == &type_of<Seed>() && !link_to(document_->graph(), id, input.name)) patch.operations.push_back(SetInput{id, input.name, Input(Json(static_cast<std::uint64_t>(random())))});
    }
    if (view().edit(patch, tr("New seeds"))) run(false);
}

void DocumentPage::stop() {
    if (host_ && host_->session().is_busy()) host_->session().stop();
    else runs_->cancel_running();
}

void DocumentPage::show_form(bool on) {
    faces_->setCurrentIndex(on ? 1 : 0);
    (on ? static_cast<QWidget*>(form_) : &view())->setFocus();
    emit state_changed();
}

bool DocumentPage::is_form_shown() const { return faces_->currentIndex() == 1; }
void DocumentPage::toggle_inspector() { inspector_->setVisible(!inspector_->isVisible()); }

}  // namespace noiseloom
