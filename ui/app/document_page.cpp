#include "ui/app/document_page.h"

#include <random>

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPointer>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "core/flatten.h"
#include "core/ids.h"
#include "core/subgraph_edits.h"
#include "core/validate.h"
#include "core/workflow.h"
#include "ui/app/breadcrumb.h"
#include "ui/app/field_hooks.h"
#include "ui/app/notice_bar.h"
#include "ui/app/rail.h"
#include "ui/app/reproduction.h"
#include "ui/app/result_viewer.h"
#include "ui/app/settings.h"
#include "ui/app/steps_ahead.h"
#include "ui/canvas/graph_edits.h"
#include "ui/canvas/key_walk.h"
#include "ui/canvas/minimap.h"
#include "ui/canvas/search_popup.h"
#include "ui/form/form_view.h"
#include "ui/inspector/inspector.h"
#include "ui/model/edits.h"
#include "ui/model/error_text.h"
#include "ui/model/field_edit.h"
#include "ui/model/remedy.h"
#include "ui/model/subgraph_sockets.h"
#include "ui/panels/changes.h"
#include "ui/panels/history_panel.h"
#include "ui/panels/models_panel.h"
#include "ui/panels/queue_panel.h"
#include "ui/panels/sweep_dialog.h"
#include "ui/panels/templates_panel.h"
#include "ui/sweep/sweep_view.h"
#include "ui/theme/fonts.h"
#include "ui/trace/look_graph.h"
#include "ui/trace/parting.h"
#include "ui/trace/trace_drawer.h"
#include "ui/trace/trace_figures.h"
#include "ui/viewer/picture_viewer.h"

namespace noiseloom {

DocumentPage::DocumentPage(Desk& desk, std::unique_ptr<EditorDocument> document, QWidget* parent) : QWidget(parent), desk_(desk), document_(std::move(document)), has_minimap_(desk.shows_minimap) {
    runs_ = std::make_unique<Runs>(desk.workshop, *document_, desk.output_folder);
    runs_->set_compute(desk.compute);
    hooks_ = std::make_unique<FieldHooks>(desk, *document_, *runs_, this);
    const auto context_of = [this](const QString& node) { return hooks_->context(scene_ ? place() : GraphPlace(*document_), node); };
    inspector_ = new Inspector(GraphPlace(*document_), context_of, this);
    form_ = new FormView(*document_, [this](const QString& node) { return hooks_->context(GraphPlace(*document_), node); }, this);
    notices_ = new NoticeBar(desk.theme, this);
    down_ = new QSplitter(Qt::Vertical, this);
    results_ = std::make_unique<ResultViewer>(desk, *document_, *runs_, this, [this] { return over_canvas(); });
    build_canvas(GraphPlace(*document_));
    down_->setChildrenCollapsible(false);
    across_ = new QSplitter(Qt::Horizontal, this);
    across_->addWidget(down_);
    across_->addWidget(inspector_);
    across_->setStretchFactor(0, 1);
    across_->setCollapsible(0, false);
    across_->setSizes({1000, scaled(320)});
    inspector_->setMinimumWidth(scaled(240));
    inspector_->setMaximumWidth(scaled(480));
    faces_ = new QStackedWidget(this);
    auto* graph_face = new QWidget(this);
    auto* beside = new QHBoxLayout(graph_face);
    beside->setContentsMargins(0, 0, 0, 0);
    beside->setSpacing(0);
    beside->addWidget(across_, 1);
    make_rail(*beside);
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
    all->addWidget(faces_);

    connect(document_.get(), &EditorDocument::state_changed, this, &DocumentPage::state_changed);
    connect(document_.get(), &EditorDocument::journal_failed, this, [this](const QString& message) {
        notices_->add(tr("Edits cannot be kept for the case of a crash: %1").arg(message), Tone::warn);
    });
    connect(document_.get(), &EditorDocument::changed, this, &DocumentPage::document_changed);
    connect(runs_.get(), &Runs::status_changed, this, &DocumentPage::show_statuses);
    connect(runs_.get(), &Runs::queue_changed, this, [this] {
        const Job* job = runs_->running_job();
        form_->set_progress(job ? job->progress : -1);
        emit state_changed();
    });
    connect(runs_.get(), &Runs::job_finished, this, [this](int number) {
        const Job* job = runs_->find_job(number);
        if (!job || job->state != JobState::failed) return;
        const std::vector<Error> errors = job->errors();
        for (const Error& error : errors)
            if (error.node.empty()) tell(error_text(error));
        // The others stand on their nodes, which may be out of sight.
        const auto first = std::find_if(errors.begin(), errors.end(), [](const Error& error) { return !error.node.empty(); });
        if (first == errors.end()) return;
        notices_->add(tr("%1: %2").arg(path_title(*document_, first->node), error_text(*first)), Tone::error, {{tr("Go there"), [this, node = first->node] { go_to(node); }}});
    });
    connect(results_.get(), &ResultViewer::refused, this, &DocumentPage::tell);
    connect(results_.get(), &ResultViewer::closed, this, [this] { (sweep_ && sweep_->isVisible() ? static_cast<QWidget*>(sweep_) : view_)->setFocus(); });
    connect(results_.get(), &ResultViewer::use_requested, this, [this](const QString& file) {
        results_->viewer()->hide();
        add_picture_node(file, view_->visible_rect().center());
    });
    connect(inspector_, &Inspector::refused, this, &DocumentPage::tell);
    connect(form_, &FormView::refused, this, &DocumentPage::tell);
    connect(inspector_, &Inspector::jump_requested, this, [this](const QString& node) { view_->keys().go_to({node.toStdString(), "", false}); });
    connect(inspector_, &Inspector::manual_requested, this, &DocumentPage::show_manual);
    connect(inspector_, &Inspector::sweep_requested, this, [this](const QString& node, const QString& input) {
        if (!trail_.empty()) return tell(tr("Sweeps are of inputs of the whole graph: make this one an input of the subgraph, by a right click on its socket."));
        ask_for_sweep(node.toStdString(), input.toStdString());
    });
    connect(form_, &FormView::generate_requested, this, [this] { run(false); });
    connect(form_, &FormView::stop_requested, this, &DocumentPage::stop);
}

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
            view_->setFocus();
        });
    }
    sweep_->show_job(job);
    sweep_->setGeometry(over_canvas());
    sweep_->show();
    sweep_->raise();
    sweep_->setFocus();
}

QRect DocumentPage::over_canvas() const { return QRect(down_->mapTo(this, QPoint()), down_->size()); }

void DocumentPage::came_from(const QString& picture) {
    reproduction_ = std::make_unique<Reproduction>(desk_, *document_, *runs_, picture);
    connect(reproduction_.get(), &Reproduction::told, this, [this](const QString& text, bool is_same) { notices_->add(text, is_same ? Tone::ok : Tone::warn, {{tr("Good"), [] {}}}); });
}

// --- the graph that is shown -------------------------------------------------------------------

void DocumentPage::build_canvas(const GraphPlace& place) {
    GraphView* old_view = view_;
    GraphScene* old_scene = scene_;
    scene_ = new GraphScene(place, *desk_.theme, this);
    view_ = new GraphView(*scene_, [this](const QString& node) { return hooks_->context(this->place(), node); }, this);
    if (old_view) down_->replaceWidget(0, view_);
    else down_->insertWidget(0, view_);
    search_ = new SearchPopup(*view_, [this] { return commands_ ? commands_() : QList<QAction*>(); }, desk_.recent_nodes, desk_.subgraph_folder);
    connect(search_, &SearchPopup::saved_requested, this, &DocumentPage::add_saved);
    connect(view_, &GraphView::search_requested, this, [this](QPointF at, const std::optional<SocketName>& from) { search_->open(at, from); });
    connect(search_, &SearchPopup::place_requested, this, [this](const QString& path) { go_to(path.toStdString()); });
    minimap_ = new Minimap(*view_);
    minimap_->setVisible(has_minimap_);
    breadcrumb_ = new Breadcrumb(desk_.theme, view_);
    connect(breadcrumb_, &Breadcrumb::chosen, this, [this](int level) { go_up(trail_.size() - static_cast<std::size_t>(level)); });
    QStringList names{document_->name()};
    for (std::size_t i = 0; i < trail_.size(); ++i) {
        const auto node = placed_node(*document_, path_of(i + 1));
        names << (node ? node_title(node->place, node->id) : QString::fromStdString(trail_[i].node));
    }
    breadcrumb_->show_path(names);
    connect(scene_, &GraphScene::selectionChanged, this, &DocumentPage::show_selection);
    connect(view_, &GraphView::refused, this, &DocumentPage::tell);
    connect(view_, &GraphView::wire_refused, this, &DocumentPage::offer_bridges);
    connect(view_, &GraphView::menu_requested, this, &DocumentPage::show_menu);
    connect(view_, &GraphView::rename_requested, this, [this](const QString& id) { rename(id.toStdString()); });
    connect(view_, &GraphView::remedy_requested, this, [this](const QString& node) { remedy(node.toStdString()); });
    connect(view_, &GraphView::file_dropped, this, &DocumentPage::take_file);
    connect(view_, &GraphView::opened, this, [this](const QString& node) {
        if (document_->declarations().definition(this->place().graph().nodes.at(node.toStdString()).type)) enter(node.toStdString());
        else show_picture();
    });
    view_->addActions(canvas_actions_);
    scene_->fade_unrelated_wires(desk_.fades_wires);
    inspector_->go_to(place);
    QStringList paths;
    for (const auto& [id, node] : place.graph().nodes) paths << QString::fromStdString(place.run_path(id));
    show_statuses(paths);
    if (old_view) {
        old_view->hide();
        old_view->deleteLater();
        old_scene->deleteLater();   // after its view
    }
}

void DocumentPage::set_canvas_actions(QList<QAction*> actions) {
    canvas_actions_ = std::move(actions);
    view_->addActions(canvas_actions_);
}

std::string DocumentPage::path_of(std::size_t depth) const {
    std::string path;
    for (std::size_t i = 0; i < depth; ++i) path += (i ? "/" : "") + trail_[i].node;
    return path;
}

void DocumentPage::enter(const std::string& node) {
    const std::string scope = subgraph_name(place().graph().nodes.at(node).type);
    if (scope.empty() || !document_->workflow().graph_in(scope)) return;
    trail_.push_back({node, view_->camera_json()});
    build_canvas(GraphPlace(*document_, scope, path_of(trail_.size())));
    view_->keep_fitted();
    view_->setFocus();
}

void DocumentPage::go_to(const std::string& path) {
    const auto found = placed_node(*document_, path);
    if (!found) return;
    if (found->place.path() != place().path()) {
        trail_.clear();
        for (const QString& node : QString::fromStdString(found->place.path()).split('/', Qt::SkipEmptyParts)) trail_.push_back({node.toStdString(), {}});
        build_canvas(found->place);
        view_->keep_fitted();
    }
    view_->keys().go_to({found->id, "", false});
    view_->setFocus();
}

void DocumentPage::go_up(std::size_t levels) {
    if (trail_.empty() || levels == 0) return;
    std::vector<Step> left(trail_.begin(), trail_.end() - static_cast<std::ptrdiff_t>(std::min(levels, trail_.size())));
    const Step came_from = trail_[left.size()];
    trail_ = std::move(left);
    // The way down again, since definitions may have been renamed or gone meanwhile.
    std::string scope;
    for (std::size_t i = 0; i < trail_.size(); ++i) {
        const Graph* graph = document_->workflow().graph_in(scope);
        const auto node = graph ? graph->nodes.find(trail_[i].node) : decltype(graph->nodes.end())();
        const std::string next = graph && node != graph->nodes.end() ? subgraph_name(node->second.type) : "";
        if (next.empty() || !document_->workflow().graph_in(next)) {
            trail_.resize(i);
            break;
        }
        scope = next;
    }
    build_canvas(GraphPlace(*document_, scope, path_of(trail_.size())));
    if (came_from.camera.is_null()) view_->keep_fitted();
    else view_->set_camera(came_from.camera);
    if (scene_->node(came_from.node)) view_->keys().go_to({came_from.node, "", false});
    view_->setFocus();
}

void DocumentPage::document_changed() {
    if (!place().is_there()) QTimer::singleShot(0, this, [this] {
        if (!place().is_there()) go_up();
    });
}

DocumentPage::~DocumentPage() {
    // Views look at the document until they are gone; runs at everything.
    delete sweep_;
    results_.reset();
    reproduction_.reset();
    delete faces_;
    delete scene_;
    scene_ = nullptr;
    runs_->stop();
}

void DocumentPage::look_changed() {
    make_rail(static_cast<QHBoxLayout&>(*faces_->widget(0)->layout()));
    scene_->set_theme(*desk_.theme);
    view_->text_size_changed();
    inspector_->rebuild();
    form_->rebuild();
    results_->look_changed();
    delete sweep_;
    sweep_ = nullptr;
    if (trace_) {   // it is made of its theme
        const bool was_shown = trace_->isVisible();
        delete trace_;
        trace_ = nullptr;
        if (was_shown) toggle_trace();
    }
}

void DocumentPage::tell(const QString& message) {
    if (!message.isEmpty()) notices_->add(message, Tone::error);
}

// --- what is shown -----------------------------------------------------------------------------

void DocumentPage::show_statuses(const QStringList& paths) {
    bool running = false;
    std::set<std::string> touched;   // nodes of the graph that is shown; those inside their subgraphs count for these
    const QString prefix = place().path().empty() ? QString() : QString::fromStdString(place().path()) + '/';
    for (const QString& path : paths)
        if (path.startsWith(prefix)) touched.insert(path.mid(prefix.size()).section('/', 0, 0).toStdString());
    for (const std::string& id : touched) {
        const NodeStatus status = runs_->status_within(place().run_path(id));
        scene_->set_status(id, status);
        running = running || status.state == NodeState::running;
        if (inspector_->nodes().size() == 1 && inspector_->nodes().front() == id) inspector_->show_status(id, status);
    }
    if (running) view_->start_animation();
    else show_steps_ahead();
    if (const std::string id = pictured_node(GraphPlace(*document_)); !id.empty()) form_->set_picture(runs_->status_within(id).picture, runs_->is_busy());
}

// The node furthest down a graph that has a picture: what it is about. Empty: none has.
std::string DocumentPage::pictured_node(const GraphPlace& place) const {
    const auto order = topological_order(place.graph());
    const auto found = std::find_if(order.rbegin(), order.rend(), [&](const std::string& id) { return !runs_->status_within(place.run_path(id)).picture.isNull(); });
    return found == order.rend() ? "" : *found;
}

void DocumentPage::show_selection() {
    const auto ids = scene_->selected_nodes();
    inspector_->show_nodes(ids);
    if (trace_) trace_->follow(traced_selection());
    show_usable_models();
    if (ids.size() == 1) inspector_->show_status(ids.front(), runs_->status_within(place().run_path(ids.front())));
    show_steps_ahead();
}

void DocumentPage::show_steps_ahead() {
    if (inspector_->nodes().size() != 1 || !place().is_there()) return;
    const std::string path = place().run_path(inspector_->nodes().front());
    inspector_->show_cost(cost_text(*runs_, *document_, path));
    inspector_->mark_curves(curve_marks(*runs_, *document_, path, trace_ && trace_->isVisible() ? SeenStep{trace_->sampler(), trace_->step(), trace_->step_count()} : SeenStep{}));
}

// Its icons are of the theme's colours: another theme, another rail.
void DocumentPage::make_rail(QHBoxLayout& beside) {
    delete rail_;
    rail_ = new Rail(*desk_.theme, this);
    rail_->add_command("add", tr("Add a node"), [this] { search_->open(view_->visible_rect().center() - QPointF(210, 160), {}); });
    rail_->add_panel("templates", "templates", tr("Templates"), [this] {
        auto* panel = new TemplatesPanel(desk_.backend, *desk_.theme, this);
        connect(panel, &TemplatesPanel::template_chosen, this, [this](const QString& path) {
            rail_->close_panels();
            emit template_requested(path);
        });
        return panel;
    });
    rail_->add_panel("models", "models", tr("Models"), [this] {
        models_ = new ModelsPanel(desk_.workshop.models(), *desk_.theme, this);
        connect(models_, &ModelsPanel::use_requested, this, &DocumentPage::use_model);
        show_usable_models();
        return models_;
    });
    rail_->add_panel("history", "history", tr("History"), [this] { return make_history(); });
    rail_->add_panel("queue", "queue", tr("Queue"), [this] { return new QueuePanel(*runs_, *desk_.theme, this); });
    beside.insertWidget(0, rail_);
}

QWidget* DocumentPage::make_history() {
    auto* panel = new HistoryPanel(*document_, *runs_, *desk_.theme, this);
    connect(panel, &HistoryPanel::show_requested, this, [this](int number) {
        const Job* job = runs_->find_job(number);
        if (job && !job->axes.empty()) show_sweep(number);
        else results_->show_job(number);
    });
    connect(panel, &HistoryPanel::restore_requested, this, [this](int number) {
        const Job* job = runs_->find_job(number);
        if (job) view_->edit(diff(document_->workflow(), job->workflow), tr("Restore this graph"));
    });
    connect(panel, &HistoryPanel::compare_requested, this, [this](int number) {
        const Job* job = runs_->find_job(number);
        if (!job) return;
        compare_traces(*job);
        if (job->pictures().empty()) return;
        show_picture();   // the newest is compared with it
        results_->show_job(number);
    });
    return panel;
}

// The older run lies dashed behind the newest one's curves, and in words stands what was changed and where they part.
void DocumentPage::compare_traces(const Job& job) {
    if (!trace_ || !trace_->isVisible()) toggle_trace();
    const std::string sampler = trace_->sampler();
    const auto at = node_place(job.workflow, sampler);
    const std::string output = at ? trace_output(document_->declarations(), job.workflow.graph_in(at->scope)->nodes.at(at->id)) : "";
    if (output.empty()) return tell(tr("That run had no such sampler: there is no trace to compare with."));
    const QStringList changes = changes_in_words(job.workflow, document_->workflow(), document_->declarations());
    runs_->fetch(job.number, sampler, output, [self = QPointer<DocumentPage>(this), changes](const Value& value) {
        if (!self || !self->trace_) return;
        if (value) self->show_parting(trace_figures(self->desk_.backend.figures(value)), changes);
        else self->tell(tr("The trace of that run is no longer at hand: run it again."));
    });
}

void DocumentPage::show_parting(const TraceFigures& older, const QStringList& changes) {
    trace_->compare_with(older);
    notices_->add((QStringList(changes) << parting_in_words(older, trace_->figures())).join('\n'), Tone::accent, {{tr("End the comparison"), [this] {
        if (trace_) trace_->compare_with({});
    }}});
}

// The page of the manual that a node's declaration is.
void DocumentPage::show_manual(const QString& type) {
    const NodeDef* def = document_->declaration(type.toStdString());
    if (!def) return;
    QStringList lines{def_title(*def), QString::fromStdString(def->type()), QString(), def_summary(*def)};
    const auto part = [&](const QString& heading, const std::string& name, std::string_view kind, const std::string& doc, bool is_first) {
        if (is_first) lines << QString() << heading;
        lines << QStringLiteral("  %1 (%2): %3").arg(spaced_text(name), spaced_text(kind), library_text(doc));
    };
    for (const InputDecl& input : def->inputs()) part(tr("Inputs"), input.name, input.type->name, input.doc, &input == &def->inputs().front());
    for (const OutputDecl& output : def->outputs()) part(tr("Outputs"), output.name, output.type->name, output.doc, &output == &def->outputs().front());
    const QString text = lines.join('\n');
    auto* page = new QPlainTextEdit(text, this);
    page->setWindowFlag(Qt::Tool);
    page->setAttribute(Qt::WA_DeleteOnClose);
    page->setWindowTitle(def_title(*def));
    page->setReadOnly(true);
    page->resize(scaled(520), scaled(480));
    page->show();
}

// The field of the one selected node that names a model; null if it has none.
const InputDecl* DocumentPage::model_field() const {
    const auto ids = scene_->selected_nodes();
    const NodeDef* def = ids.size() == 1 ? place().declaration(ids.front()) : nullptr;
    if (!def) return nullptr;
    const auto found = std::find_if(def->inputs().begin(), def->inputs().end(), [](const InputDecl& input) { return input.file == FileKind::model; });
    return found == def->inputs().end() ? nullptr : &*found;
}

void DocumentPage::show_usable_models() {
    if (models_) models_->set_usable(model_field() != nullptr, tr("Select a node that loads a model."));
}

void DocumentPage::use_model(const QString& name) {
    const InputDecl* field = model_field();
    if (!field) return;
    if (const auto done = set_field(place(), scene_->selected_nodes(), *field, Json(name.toStdString()), true); !done) tell(QString::fromStdString(done.error().message));
}

// Over an empty graph: what one can begin with. It goes with the first node, or when an empty graph is what is wanted.
void DocumentPage::show_start() {
    if (!place().graph().nodes.empty()) return;
    auto* start = new StartPage(desk_.backend, desk_.settings ? desk_.settings->recent_files() : QStringList(), *desk_.theme, view_);
    const auto leave = [this, start] {
        start->hide();
        start->deleteLater();
        view_->setFocus();
    };
    connect(start, &StartPage::template_chosen, this, &DocumentPage::template_requested);
    connect(start, &StartPage::file_chosen, this, &DocumentPage::open_requested);
    connect(start, &StartPage::empty, this, leave);
    connect(start, &StartPage::more, this, [this, leave] {
        leave();
        toggle_panel("templates");
    });
    connect(scene_, &GraphScene::nodes_changed, start, leave);
    connect(view_, &GraphView::camera_changed, start, [this, start] { start->setGeometry(view_->rect()); });
    start->setGeometry(view_->rect());
    start->show();
}

// A wire that cannot be: why, and the nodes that would make the one type of the other.
void DocumentPage::offer_bridges(const QString& message, const SocketName& from, const SocketName& to) {
    const SocketName& source = from.is_output ? from : to;
    const SocketName& target = from.is_output ? to : from;
    const TypeInfo* type = type_of_output(place().graph(), place().declarations(), {source.node, source.socket});
    const NodeDef* def = place().declaration(target.node);
    const InputDecl* input = def ? def->input(target.socket) : nullptr;
    std::vector<NoticeAction> actions;
    if (from.is_output != to.is_output && type && input && !place().declarations().registry().accepts(*type, *input->type))
        for (const Bridge& bridge : bridges(place().declarations(), *type, *input->type, 3))
            actions.push_back({tr("Insert %1").arg(QString::fromStdString(bridge.def->title())), [this, bridge, source, target] {
                if (!scene_->node(source.node) || !scene_->node(target.node)) return;
                const QPointF middle = (scene_->node(source.node)->scene_rect().center() + scene_->node(target.node)->scene_rect().center()) / 2;
                Added added = add_node(place().graph(), *bridge.def, middle - QPointF(default_node_width / 2, 60));
                added.patch += noiseloom::connect(place().view(), {source.node, source.socket}, {added.id, bridge.input});
                added.patch += noiseloom::connect(place().view(), {added.id, bridge.output}, {target.node, target.socket});
                view_->edit(added.patch, tr("Insert %1").arg(QString::fromStdString(bridge.def->title())));
            }});
    notices_->add(message, Tone::error, std::move(actions));
}

void DocumentPage::toggle_panel(const QString& name) { rail_->toggle(name); }

// --- clipboard ---------------------------------------------------------------------------------

void DocumentPage::copy(bool cuts) {
    const QString text = view_->edits().copied();
    if (text.isEmpty()) return;
    QApplication::clipboard()->setText(text);
    if (cuts) view_->edits().remove();
}

void DocumentPage::paste(bool keeps_wires) {
    const QString text = QApplication::clipboard()->text();
    if (text.isEmpty()) return tell(tr("There is no text to paste: nodes are copied as the text of a workflow."));
    view_->edits().paste(text, keeps_wires);
}

void DocumentPage::select_all() {
    std::vector<std::string> ids;
    for (const auto& [id, node] : scene_->nodes()) ids.push_back(id);
    scene_->select(ids);
}

void DocumentPage::rename_current() {
    for (const auto& [id, frame] : scene_->frame_items())
        if (frame->isSelected()) return rename(id);
    if (!view_->keys().place().node.empty()) rename(view_->keys().place().node);
}

void DocumentPage::rename(const std::string& id) {
    const FrameItem* frame = scene_->frame(id);
    const NodeItem* node = scene_->node(id);
    if (!frame && !node) return;
    bool accepted = false;
    const QString text = QInputDialog::getText(this, frame ? tr("Frame") : tr("Rename"), tr("Title"), QLineEdit::Normal, frame ? frame->look().title : node->title(), &accepted);
    if (!accepted) return;
    if (frame) {
        FrameLook look = frame->look();
        look.title = text.trimmed();
        view_->edit({{set_frame(id, look)}}, tr("Rename"));
    } else if (const auto done = set_node_title(scene_->place(), id, text.trimmed()); !done) {
        tell(QString::fromStdString(done.error().message));
    }
}

void DocumentPage::search_at_mouse(const QString& typed) {
    const QPoint mouse = view_->viewport()->mapFromGlobal(QCursor::pos());
    const QPoint at = view_->viewport()->rect().contains(mouse) ? mouse : view_->viewport()->rect().center() - QPoint(scaled(210), scaled(160));
    search_->open(view_->mapToScene(at), {}, typed);
}
void DocumentPage::make_subgraph() {
    const auto ids = scene_->selected_nodes();
    if (ids.empty()) return tell(tr("Select the nodes that become a subgraph."));
    bool accepted = false;
    const QString title = QInputDialog::getText(this, tr("Make subgraph"), tr("Name"), QLineEdit::Normal, tr("Group"), &accepted).trimmed();
    if (accepted && !title.isEmpty()) make_subgraph_of(ids, title);
}

void DocumentPage::make_subgraph_of(const std::vector<std::string>& ids, const QString& title) {
    // The name is a key of the file; people see the title.
    std::string name;
    for (const QChar c : title.toLower()) name += c.isLetterOrNumber() && c.unicode() < 128 ? static_cast<char>(c.unicode()) : '-';
    name = name.substr(0, 40);
    while (!name.empty() && name.back() == '-') name.pop_back();
    if (name.empty() || !is_valid_id(name)) name = "group";
    while (document_->workflow().subgraphs.contains(name)) name = name.substr(0, 40) + "-" + random_word(4);
    auto patch = noiseloom::make_subgraph(document_->workflow(), place().scope(), ids, name);
    if (!patch) return tell(error_text(patch.error()));
    for (Operation& operation : patch->operations)
        if (auto* made = std::get_if<SetSubgraph>(&operation); made && made->name == name && made->to) made->to->title = title.toStdString();
    view_->edit(*patch, tr("Make subgraph"));
}

void DocumentPage::expand_subgraph() {
    for (const std::string& id : scene_->selected_nodes()) {
        if (subgraph_name(place().graph().nodes.at(id).type).empty()) continue;
        const auto patch = noiseloom::expand_subgraph(document_->workflow(), place().scope(), id, document_->declarations());
        if (!patch) return tell(error_text(patch.error()));
        view_->edit(*patch, tr("Dissolve subgraph"));
        return;
    }
    tell(tr("Select a subgraph to dissolve."));
}

void DocumentPage::leave_subgraph() { go_up(); }

void DocumentPage::save_subgraph() {
    const auto ids = scene_->selected_nodes();
    const std::string name = ids.size() == 1 ? subgraph_name(place().graph().nodes.at(ids.front()).type) : "";
    const auto made = subgraph_file(document_->workflow(), name);
    if (name.empty() || !made) return tell(tr("Select the subgraph to save."));
    const QString suffix = QString::fromUtf8(workflow_suffix.data(), static_cast<qsizetype>(workflow_suffix.size()));
    const QDir folder(QString::fromStdString(desk_.subgraph_folder.string()));
    if (!desk_.subgraph_folder.empty()) folder.mkpath(".");
    QString title = node_title(place(), ids.front());
    QString file = QFileDialog::getSaveFileName(this, tr("Save subgraph"), folder.filePath(title.replace('/', '-') + suffix), tr("Subgraphs (*%1)").arg(suffix));
    if (file.isEmpty()) return;
    if (!file.endsWith(suffix)) file += suffix;
    if (const auto saved = save_workflow(file.toStdString(), *made); !saved) return tell(error_text(saved.error()));
    notices_->add(tr("The subgraph is saved: the search offers it by its name in every workflow."), Tone::ok);
}

void DocumentPage::add_saved(const QString& file, QPointF scene) {
    const auto workflow = load_workflow(file.toStdString());
    if (!workflow) return tell(error_text(workflow.error()));
    view_->edits().paste(QString::fromStdString(write_workflow(*workflow)), false, scene);
}

// --- running -----------------------------------------------------------------------------------

void DocumentPage::run(bool front) { runs_->start({}, front); }

void DocumentPage::run_to_selected() {
    const auto ids = scene_->selected_nodes();
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
    if (view_->edit(patch, tr("New seeds"))) run(false);
}

void DocumentPage::stop() { runs_->cancel_running(); }

void DocumentPage::show_form(bool on) {
    faces_->setCurrentIndex(on ? 1 : 0);
    (on ? static_cast<QWidget*>(form_) : view_)->setFocus();
    emit state_changed();
}

bool DocumentPage::is_form_shown() const { return faces_->currentIndex() == 1; }
void DocumentPage::toggle_inspector() { inspector_->setVisible(!inspector_->isVisible()); }
void DocumentPage::toggle_minimap() {
    show_minimap(!has_minimap_);
    if (desk_.settings) desk_.settings->show_minimap(has_minimap_);
    desk_.shows_minimap = has_minimap_;
}

void DocumentPage::show_minimap(bool on) {
    has_minimap_ = on;
    minimap_->setVisible(on);
}
void DocumentPage::toggle_trace() {
    if (!trace_) {
        trace_ = new TraceDrawer(*document_, *runs_, desk_.workshop, *desk_.theme, this);
        down_->addWidget(trace_);
        connect(trace_, &TraceDrawer::refused, this, &DocumentPage::tell);
        connect(trace_, &TraceDrawer::step_changed, this, &DocumentPage::show_steps_ahead);
        connect(trace_, &TraceDrawer::sweep_requested, this, [this](const QString& node, const QString& input, const QString& values) { ask_for_sweep(node.toStdString(), input.toStdString(), values); });
        connect(trace_, &TraceDrawer::picture_chosen, results_.get(), &ResultViewer::show_picture);
        down_->setSizes({height() - scaled(284), scaled(284)});
        connect(trace_, &TraceDrawer::close_requested, this, &DocumentPage::toggle_trace);
        connect(trace_, &TraceDrawer::nodes_added, this, &DocumentPage::show_added);
        trace_->follow(traced_selection());
        trace_->show();
        trace_->setFocus();   // "," and "." are its keys
        return;
    }
    trace_->setVisible(!trace_->isVisible());
    (trace_->isVisible() ? static_cast<QWidget*>(trace_) : view_)->setFocus();
}

void DocumentPage::show_added(const QStringList& ids) {
    std::vector<std::string> there;
    for (const QString& id : ids)
        if (scene_->node(id.toStdString())) there.push_back(id.toStdString());
    if (there.empty()) return;
    scene_->select(there);
    view_->fit_all();
}

// Of the selected nodes, else of the subgraph that is shown.
std::vector<std::string> DocumentPage::traced_selection() const {
    std::vector<std::string> paths;
    for (const std::string& id : scene_->selected_nodes()) paths.push_back(place().run_path(id));
    if (!trail_.empty()) paths.push_back(place().path());
    return paths;
}

// Of the current node, else of the one furthest down, as large as it is.
void DocumentPage::show_picture() {
    std::string id = view_->keys().place().node;
    if (id.empty() || runs_->status_within(place().run_path(id)).picture.isNull()) id = pictured_node(place());
    if (id.empty()) return tell(tr("There is no picture yet: run the graph first."));
    results_->show_node(place().run_path(id), scene_->node(id) ? scene_->node(id)->title() : QString::fromStdString(id));
}

// --- menus and remedies ------------------------------------------------------------------------

void DocumentPage::show_menu(const Hit& hit, QPointF scene, const QPoint& global) {
    QMenu menu(this);
    const auto add = [&](const QString& text, auto act) { connect(menu.addAction(text), &QAction::triggered, this, act); };
    if (hit.wire) {
        const InputName name = hit.wire->name();
        const std::size_t part = hit.wire->part_at(scene);
        add(tr("Add dot"), [this, name, part, scene] { view_->edit(add_dot(place().view(), name, part, scene), tr("Add dot")); });
        add(is_tag(place().view(), name.path()) ? tr("Show as a line") : tr("Show as a tag"), [this, name] {
            view_->edit({{set_flag("tags", name.path(), !is_tag(place().view(), name.path()), false)}}, tr("Tag"));
        });
        add(tr("Cut wire"), [this, name] { view_->edit(noiseloom::disconnect(place().view(), name), tr("Cut wire")); });
    } else if (hit.frame) {
        const std::string id = hit.frame->id();
        add(tr("Rename…"), [this, id] { rename(id); });
        QMenu* colours = menu.addMenu(tr("Colour"));
        for (const auto& [label, type] : std::vector<std::pair<QString, std::string>>{{tr("Grey"), ""}, {tr("Text"), "conditioning"}, {tr("Guidance"), "guider"}, {tr("Sampling"), "sampler"}, {tr("Picture"), "image"}, {tr("Model"), "model"}})
            connect(colours->addAction(label), &QAction::triggered, this, [this, id, type = type] {
                if (const FrameItem* frame = scene_->frame(id)) {
                    FrameLook look = frame->look();
                    look.colour = type;
                    view_->edit({{set_frame(id, look)}}, tr("Colour"));
                }
            });
        add(tr("Remove frame"), [this, id] { view_->edit({{set_frame(id, {})}}, tr("Remove frame")); });
    } else if (hit.node) {
        if (!hit.node->isSelected()) scene_->select({hit.node->id()});
        const std::string id = hit.node->id();
        if (!trail_.empty() && (hit.kind == HitKind::socket || hit.kind == HitKind::field)) {
            add_outer_socket(menu, {id, hit.name, hit.is_output});
            menu.addSeparator();
        }
        add(tr("Run to here"), [this] { run_to_selected(); });
        menu.addSeparator();
        add(tr("Rename…"), [this, id] { rename(id); });
        add(place().graph().nodes.at(id).bypass ? tr("No bypass") : tr("Bypass"), [this] { view_->edits().toggle_bypass(); });
        add(place().graph().nodes.at(id).mute ? tr("Unmute") : tr("Mute"), [this] { view_->edits().toggle_mute(); });
        add(tr("Collapse"), [this] { view_->edits().toggle_collapsed(); });
        add(tr("Frame"), [this] { view_->edits().frame(); });
        add(tr("Make subgraph"), [this] { make_subgraph(); });
        if (!subgraph_name(place().graph().nodes.at(id).type).empty()) {
            add(tr("Dissolve subgraph"), [this] { expand_subgraph(); });
            add(tr("Save subgraph…"), [this] { save_subgraph(); });
        }
        menu.addSeparator();
        add(tr("Copy"), [this] { copy(false); });
        add(tr("Duplicate with wires"), [this] { view_->edits().duplicate(true); });
        add(tr("Delete"), [this] { view_->edits().remove(); });
        add(tr("Delete, keeping wires"), [this] { view_->edits().remove(true); });
    } else {
        add(tr("Add node…"), [this, scene] { emit view_->search_requested(scene, {}); });
        add(tr("Paste"), [this] { paste(false); });
        menu.addSeparator();
        add(tr("Tidy"), [this] { view_->edits().tidy(); });
        add(tr("Fit all"), [this] { view_->fit_all(); });
        add(tr("Run"), [this] { run(false); });
    }
    menu.exec(global);
}

// Of a node inside a subgraph: whether the socket is one of the subgraph.
void DocumentPage::add_outer_socket(QMenu& menu, const SocketName& socket) {
    const auto edit = [this](const Patch& patch, const QString& label) {
        if (const auto done = document_->apply(patch, label); !done) tell(error_text(done.error()));   // of other graphs too: not the place's
    };
    const std::string outer = socket.is_output ? outer_output(place(), socket.node, socket.socket) : outer_input(place(), socket.node, socket.socket);
    if (outer.empty()) {
        const QString text = socket.is_output ? tr("Make it an output of the subgraph") : tr("Make it an input of the subgraph");
        connect(menu.addAction(text), &QAction::triggered, this, [this, edit, socket, text] { edit(socket.is_output ? expose_output(place(), socket.node, socket.socket) : expose_input(place(), socket.node, socket.socket), text); });
        return;
    }
    const QString text = tr("No longer “%1” of the subgraph").arg(QString::fromStdString(outer));
    connect(menu.addAction(text), &QAction::triggered, this, [this, edit, socket, text] { edit(socket.is_output ? hide_output(place(), socket.node, socket.socket) : hide_input(place(), socket.node, socket.socket), text); });
    if (socket.is_output) return;
    connect(menu.addAction(tr("Label outside…")), &QAction::triggered, this, [this, edit, outer] {
        bool accepted = false;
        const QString label = QInputDialog::getText(this, tr("Label outside"), tr("Label"), QLineEdit::Normal, QString::fromStdString(outer), &accepted).trimmed();
        if (accepted) edit(label_input(place(), outer, label), tr("Label outside"));
    });
}

// What the strip of a failed node offers: the file that is missing, the wire, else the whole story.
void DocumentPage::remedy(const std::string& node) {
    const NodeStatus status = runs_->status_within(place().run_path(node));
    if (!status.error) return;
    const std::string at = node;
    const Remedy remedy = remedy_for(*status.error, scene_->place().declaration(at));
    if (remedy.kind == RemedyKind::locate_file) return locate_file(at, remedy.input->name);
    view_->keys().go_to({at, status.error->socket, false});
    if (remedy.kind == RemedyKind::connect && !link_to(place().graph(), at, remedy.input->name))
        return emit view_->search_requested(scene_->node(at)->pos() - QPointF(280, 0), SocketName{at, remedy.input->name, false});
    notices_->add(error_text(*status.error, "\n"), Tone::error);
}

void DocumentPage::locate_file(const std::string& node, const std::string& input) {
    const InputDecl* decl = scene_->place().declaration(node)->input(input);
    hooks_->context(place(), QString::fromStdString(node)).choose_file(decl->file, [this, node, copy = *decl](const Json& value) {
        if (const auto done = set_field(scene_->place(), {node}, copy, value, true); !done) tell(QString::fromStdString(done.error().message));
        runs_->refresh();
    });
}

// --- files -------------------------------------------------------------------------------------

void DocumentPage::take_file(const QString& path, QPointF scene) {
    if (path.endsWith(QString::fromUtf8(workflow_suffix.data(), static_cast<qsizetype>(workflow_suffix.size())))) {
        if (document_->graph().nodes.empty()) return emit open_requested(path);
        return add_saved(path, scene);
    }
    const QPointer<DocumentPage> self(this);
    desk_.workshop.planning().start([self, path, scene, &backend = desk_.backend] {
        const bool carries = static_cast<bool>(backend.embedded_workflow(path.toStdString()));
        QMetaObject::invokeMethod(qApp, [self, path, scene, carries] {
            if (!self) return;
            if (carries) emit self->open_requested(path);
            else self->add_picture_node(path, scene);
        });
    });
}

void DocumentPage::add_picture_node(const QString& path, QPointF scene) {
    const auto file = hooks_->take_file(FileKind::image, path);
    for (const NodeDef* def : document_->registry().all())
        for (const InputDecl& input : def->inputs()) {
            if (!file || input.file != FileKind::image || def->outputs().empty() || def->outputs().front().type->name.substr(0, 5) != "image") continue;
            Added added = add_node(place().graph(), *def, scene);
            added.patch.operations.push_back(SetInput{added.id, input.name, Input(*file)});
            if (view_->edit(added.patch, tr("Add picture"))) scene_->select({added.id});
            return;
        }
    tell(tr("%1 cannot be used here.").arg(path));
}

}  // namespace noiseloom
