#include "ui/app/main_window.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QMessageBox>
#include <QScreen>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include "engine/file_roots.h"
#include "ui/app/actions.h"
#include "ui/app/document_page.h"
#include "ui/app/keys_page.h"
#include "ui/app/language.h"
#include "ui/app/notice_bar.h"
#include "ui/app/page_panels.h"
#include "ui/app/read_document.h"
#include "ui/app/recovery_offers.h"
#include "ui/app/settings_dialog.h"
#include "ui/app/top_bar.h"
#include "ui/canvas/graph_view.h"
#include "ui/fields/field_widget.h"
#include "ui/host/host_session.h"
#include "ui/host/publish_dialog.h"
#include "ui/inspector/run_facts.h"
#include "ui/model/error_text.h"
#include "ui/model/looks.h"
#include "ui/model/workflow_ending.h"
#include "ui/theme/fonts.h"
#include "ui/theme/style.h"

namespace noiseloom {
namespace {

constexpr int most_least_width = 1600, most_least_height = 900;   // with the largest texts too the window fits a screen

// What Run would do.
QString plan_text(const Runs& runs) {
    const RunSummary& summary = runs.summary();
    if (!runs.is_planned()) return {};
    if (!summary.errors.empty()) return MainWindow::tr("It cannot run yet: %1").arg(QString::fromStdString(summary.errors.front().message));
    if (summary.run == 0) return MainWindow::tr("Everything is there already: nothing would be computed");
    QStringList parts{MainWindow::tr("runs %1 nodes, reuses %2").arg(summary.run).arg(summary.reuse)};
    if (summary.seconds > 0) parts << MainWindow::tr("about %1").arg(seconds_text(summary.seconds));
    if (summary.bytes > 0) parts << bytes_text(summary.bytes);
    return parts.join(QStringLiteral(", "));
}

}  // namespace

MainWindow::MainWindow(Desk& desk) : desk_(desk), top_bar_(new TopBar(this)), stack_(new QStackedWidget(this)), recovery_(new RecoveryOffers(desk, *this)) {
    const QSize room = screen()->availableGeometry().size();
    setMinimumSize(QSize(std::min(scaled(960), most_least_width), std::min(scaled(600), most_least_height)).boundedTo(room));
    resize(QSize(scaled(1600), scaled(1000)).boundedTo(room * 0.95));   // with the window's frame
    auto* centre = new QWidget(this);
    auto* rows = new QVBoxLayout(centre);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(top_bar_);
    rows->addWidget(stack_, 1);
    setCentralWidget(centre);
    make_actions();
    top_bar_->set_device(QString::fromStdString(desk.compute.device).toUpper() + QStringLiteral(" · ") + QString::fromStdString(desk.compute.dtype), tr("Where pictures are computed, and in which numbers: see the settings"));
    connect(&top_bar_->tabs(), &QTabBar::currentChanged, this, [this](int index) {
        stack_->setCurrentIndex(index);
        update_bar();
    });
    connect(&top_bar_->tabs(), &QTabBar::tabCloseRequested, this, [this](int index) { close_page(index); });
    connect(&top_bar_->tabs(), &QTabBar::tabMoved, this, [this](int from, int to) {
        QWidget* moved = stack_->widget(from);
        stack_->removeWidget(moved);
        stack_->insertWidget(to, moved);
        stack_->setCurrentIndex(top_bar_->tabs().currentIndex());
    });
    connect(top_bar_, &TopBar::face_chosen, this, [this](bool form) {
        if (page()) page()->show_form(form);
    });
    connect(top_bar_, &TopBar::run_clicked, this, [this] {
        if (page()) page()->run(false);
    });
    connect(top_bar_, &TopBar::stop_clicked, this, [this] {
        if (page()) page()->stop();
    });
    connect(top_bar_, &TopBar::queue_clicked, this, [this] { show_panel("queue"); });
    if (desk.settings) connect(desk.settings, &Settings::changed, this, &MainWindow::apply_setting);
    set_theme(*desk.theme);
}

MainWindow::~MainWindow() {
    while (stack_->count()) delete stack_->widget(0);
}

void MainWindow::make_actions() {
    std::map<QString, QMenu*> menus;
    auto* all = new QMenu(this);
    for (const ActionSpec& spec : action_table()) {
        auto* action = new QAction(QCoreApplication::translate("actions", spec.text), this);
        action->setObjectName(spec.id);
        action->setShortcutContext(spec.scope == ActionScope::canvas ? Qt::WidgetWithChildrenShortcut : Qt::WindowShortcut);
        connect(action, &QAction::triggered, this, [this, &spec] {
            if (page()) page()->view().cancel_gesture();   // what a command changes must not move under the mouse
            spec.act(*this);
        });
        if (spec.scope == ActionScope::window) addAction(action);
        actions_[spec.id] = action;
        QMenu*& menu = menus[spec.group];
        if (!menu) menu = all->addMenu(QCoreApplication::translate("actions", spec.group));
        menu->addAction(action);
        if (std::string_view(spec.id) == "file.open" && desk_.settings) add_recent_files(*menu);
    }
    top_bar_->set_menu(all);
    bind_keys();
}

void MainWindow::add_recent_files(QMenu& menu) {
    QMenu* recent = menu.addMenu(tr("Open Recent"));
    connect(recent, &QMenu::aboutToShow, this, [this, recent] {
        recent->clear();
        const QStringList files = desk_.settings->recent_files();
        for (const QString& file : files) recent->addAction(QString(file).replace('&', "&&"), this, [this, file] { open(file); });
        if (!files.isEmpty()) recent->addSeparator();
        recent->addAction(tr("Clear the List"), desk_.settings, &Settings::clear_recent_files)->setEnabled(!files.isEmpty());
    });
}

void MainWindow::bind_keys() {
    const KeyTable table(action_infos(), desk_.settings ? desk_.settings->key_bindings() : std::map<QString, QString>());
    for (const auto& [id, action] : actions_) {
        QList<QKeySequence> keys;
        for (const QString& key : split_keys(table.keys(QString::fromStdString(id)))) keys << QKeySequence(key, QKeySequence::PortableText);
        action->setShortcuts(keys);
    }
}

QAction* MainWindow::action(const char* id) const {
    const auto found = actions_.find(id);
    return found == actions_.end() ? nullptr : found->second;
}

DocumentPage* MainWindow::page() const { return qobject_cast<DocumentPage*>(stack_->currentWidget()); }

std::vector<DocumentPage*> MainWindow::pages() const {
    std::vector<DocumentPage*> found;
    for (int i = 0; i < stack_->count(); ++i)
        if (auto* page = qobject_cast<DocumentPage*>(stack_->widget(i))) found.push_back(page);
    return found;
}

DocumentPage* MainWindow::add_page(std::unique_ptr<EditorDocument> document) {
    document->keep_journal(QString::fromStdString(desk_.journal_folder.string()));
    // An untouched empty document makes way.
    DocumentPage* empty = page();
    if (empty && (!empty->document().file().isEmpty() || empty->document().is_modified() || !empty->document().graph().nodes.empty())) empty = nullptr;
    auto* made = new DocumentPage(desk_, std::move(document), this);
    QList<QAction*> canvas_actions;
    for (const ActionSpec& spec : action_table())
        if (spec.scope == ActionScope::canvas) canvas_actions << actions_[spec.id];
    made->canvas().set_actions(canvas_actions);
    made->canvas().set_commands([this] {
        QList<QAction*> commands;
        for (const ActionSpec& spec : action_table()) commands << actions_[spec.id];
        return commands;
    });
    connect(made, &DocumentPage::state_changed, this, &MainWindow::update_bar);
    connect(&made->runs(), &Runs::plan_changed, this, &MainWindow::update_bar);
    connect(made, &DocumentPage::template_requested, this, [this](const QString& path) { open(path, true); });
    connect(made, &DocumentPage::open_requested, this, [this](const QString& path) { open(path); });
    if (desk_.settings) made->view().reduce_motion(desk_.settings->reduces_motion());
    if (desk_.settings) made->runs().set_embedding(desk_.settings->embeds_workflows());
    const int index = stack_->addWidget(made);
    top_bar_->tabs().insertTab(index, QString());   // update_bar() names it
    top_bar_->tabs().setCurrentIndex(index);
    stack_->setCurrentIndex(index);
    if (empty) close_page(stack_->indexOf(empty));
    if (const auto at = camera(made->document().view())) made->view().set_camera(*at);
    else made->view().keep_fitted();
    made->view().setFocus();
    update_bar();
    return made;
}

void MainWindow::new_document() {
    ++unnamed_;
    const QString name = unnamed_ == 1 ? tr("Untitled") : tr("Untitled %1").arg(unnamed_);
    add_page(std::make_unique<EditorDocument>(desk_.backend.registry(), Workflow(), QString(), name));
}

bool MainWindow::open(const QString& path, bool as_template) {
    const QString file = QFileInfo(path).absoluteFilePath();
    const bool is_own = is_workflow(path) && !as_template;
    if (is_own)
        for (int i = 0; i < stack_->count(); ++i)
            if (auto* other = qobject_cast<DocumentPage*>(stack_->widget(i)); other && other->document().file() == file) {
                top_bar_->tabs().setCurrentIndex(i);
                return true;
            }
    auto workflow = read_document(desk_.backend, file);
    if (!workflow) {
        if (stack_->count() == 0) new_document();
        tell(tr("%1 cannot be opened: %2").arg(QFileInfo(path).fileName(), error_text(workflow.error())));
        return false;
    }
    DocumentPage* made = add_page(std::make_unique<EditorDocument>(desk_.backend.registry(), *std::move(workflow), is_own ? file : QString(), QFileInfo(path).completeBaseName()));
    if (!is_workflow(path)) made->came_from(file);
    if (!as_template && desk_.settings) desk_.settings->add_recent_file(file);
    return true;
}

DocumentPage& MainWindow::show_document(std::unique_ptr<EditorDocument> document) {
    DocumentPage& made = *add_page(std::move(document));
    show();
    raise();
    activateWindow();
    QApplication::alert(this);   // where another program keeps the focus
    return made;
}

void MainWindow::open_dialog() {
    const QStringList paths = QFileDialog::getOpenFileNames(this, tr("Open"), {}, tr("Workflows and pictures (*%1 *.png *.jpg *.jpeg *.webp *.tif *.tiff *.exr);;All files (*)").arg(workflow_ending()));
    for (const QString& path : paths) open(path);
}

bool MainWindow::save_to(DocumentPage& page, const QString& file) {
    const auto saved = page.document().save(file, page.view().camera_json());
    if (!saved) tell(tr("Not saved: %1").arg(error_text(saved.error())));
    else if (desk_.settings) desk_.settings->add_recent_file(file);
    return static_cast<bool>(saved);
}

bool MainWindow::save() {
    if (!page()) return false;
    return page()->document().file().isEmpty() ? save_as() : save_to(*page(), page()->document().file());
}

bool MainWindow::save_as() {
    if (!page()) return false;
    const QString start = page()->document().file().isEmpty() ? page()->document().name() + workflow_ending() : page()->document().file();
    QString file = QFileDialog::getSaveFileName(this, tr("Save as"), start, tr("Workflows (*%1)").arg(workflow_ending()));
    if (file.isEmpty()) return false;
    if (!is_workflow(file)) file += workflow_ending();
    return save_to(*page(), file);
}

MainWindow::Answer MainWindow::may_close(DocumentPage& page) {
    if (!page.document().is_modified()) return Answer::save;
    top_bar_->tabs().setCurrentIndex(stack_->indexOf(&page));   // what is asked about is seen
    QMessageBox box(QMessageBox::Question, tr("Close"), tr("Save the changes to “%1”?").arg(page.document().name()), QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, this);
    box.setTextFormat(Qt::PlainText);
    switch (box.exec()) {
        case QMessageBox::Save: return save() ? Answer::save : Answer::cancel;
        case QMessageBox::Discard: return Answer::discard;
        default: return Answer::cancel;
    }
}

bool MainWindow::close_page(int index) {
    if (index < 0) index = stack_->currentIndex();
    auto* closed = qobject_cast<DocumentPage*>(stack_->widget(index));
    const Answer answer = closed ? may_close(*closed) : Answer::cancel;
    if (answer == Answer::cancel) return false;
    if (answer == Answer::discard) closed->document().drop_journal();
    index = stack_->indexOf(closed);
    stack_->removeWidget(closed);
    top_bar_->tabs().removeTab(index);
    delete closed;
    if (stack_->count() == 0) new_document();
    update_bar();
    return true;
}

// The desktop went over to light or dark.
bool MainWindow::event(QEvent* event) {
    if (event->type() == QEvent::ThemeChange && desk_.settings && desk_.settings->theme() == ThemeChoice::system) apply_setting("look/theme");
    return QMainWindow::event(event);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    // Journals go only once nothing keeps the window open.
    std::vector<DocumentPage*> discarded;
    for (DocumentPage* one : pages()) {
        const Answer answer = may_close(*one);
        if (answer == Answer::cancel) return event->ignore();
        if (answer == Answer::discard) discarded.push_back(one);
    }
    for (DocumentPage* one : discarded) one->document().drop_journal();
    for (DocumentPage* one : pages()) one->runs().stop();
    event->accept();
}

void MainWindow::offer_recovery() { recovery_->offer(); }

void MainWindow::update_bar() {
    DocumentPage* shown = page();
    for (int i = 0; i < stack_->count(); ++i)
        if (auto* one = qobject_cast<DocumentPage*>(stack_->widget(i))) {
            EditorDocument& document = one->document();
            const QString host = one->host() ? QStringLiteral(" · ") + QString::fromStdString(one->host()->link().host().name) : QString();
            top_bar_->tabs().setTabText(i, QString(document.name() + host).replace('&', "&&") + (document.is_modified() ? QStringLiteral(" •") : QString()));
            top_bar_->tabs().setTabToolTip(i, document.file().isEmpty() ? tr("Not saved yet") : plain_tip(document.file()));
        }
    if (!shown) return;
    EditorDocument& document = shown->document();
    setWindowTitle(document.name() + (document.is_modified() ? QStringLiteral(" •") : QString()) + QStringLiteral(" — Noiseloom"));
    top_bar_->set_face(shown->is_form_shown());
    const Job* job = shown->runs().running_job();
    top_bar_->set_run(job, job ? job->progress : 0, plan_text(shown->runs()));
    int waiting = 0;
    for (const Job& one : shown->runs().jobs()) waiting += one.state == JobState::queued;
    top_bar_->set_queue(waiting);
    QAction* undo = action("edit.undo");
    QAction* redo = action("edit.redo");
    undo->setEnabled(document.can_undo());
    redo->setEnabled(document.can_redo());
    undo->setText(document.can_undo() ? tr("Undo %1").arg(document.undo_label()) : tr("Undo"));
    redo->setText(document.can_redo() ? tr("Redo %1").arg(document.redo_label()) : tr("Redo"));
}

void MainWindow::set_theme(const Theme& theme) {
    desk_.theme = &theme;
    apply_style(*qApp, theme);
    top_bar_->set_theme(theme);
    for (DocumentPage* one : pages()) one->look_changed();
}

// What takes effect at once; the rest does at the next start.
void MainWindow::apply_setting(const QString& key) {
    const Settings& settings = *desk_.settings;
    if (key == "look/theme") set_theme(Theme::named(settings.is_dark() ? "dark" : "light"));
    if (key == "look/text_size") {
        set_text_scale(settings.text_size() / 100.0);
        set_theme(*desk_.theme);
    }
    if (key == "look/minimap") desk_.shows_minimap = settings.shows_minimap();
    if (key == "look/minimap")
        for (DocumentPage* one : pages()) one->canvas().show_minimap(settings.shows_minimap());
    if (key == "look/fade_wires" && desk_.fades_wires != settings.fades_wires()) toggle_fading();
    if (key == "look/reduced_motion")
        for (DocumentPage* one : pages()) one->view().reduce_motion(settings.reduces_motion());
    if (key == "files/embed")
        for (DocumentPage* one : pages()) one->runs().set_embedding(settings.embeds_workflows());
    if (key.startsWith("keys")) bind_keys();
}

void MainWindow::show_settings() {
    if (!desk_.settings) return;
    SettingsOffer offer{desk_.backend.devices(), {}, QString::fromStdString(default_output_folder().string()), action_infos(), languages()};
    for (const std::filesystem::path& folder : default_model_folders(desk_.backend.resources())) offer.usual_model_folders << QString::fromStdString(folder.string());
    auto* dialog = new SettingsDialog(*desk_.settings, std::move(offer), *desk_.theme, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::show_published() {
    if (!page()) return;
    auto* dialog = new PublishDialog(page()->document(), desk_.backend.resources(), *desk_.theme, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::toggle_fading() {
    desk_.fades_wires = !desk_.fades_wires;
    if (desk_.settings) desk_.settings->fade_wires(desk_.fades_wires);
    for (DocumentPage* one : pages()) one->scene().fade_unrelated_wires(desk_.fades_wires);
}

void MainWindow::show_panel(const QString& name) {
    if (page()) page()->panels().toggle(name);
}
void MainWindow::toggle_theme() {
    const bool was_dark = desk_.theme->is_dark();
    set_theme(Theme::named(was_dark ? "light" : "dark"));
    if (desk_.settings) desk_.settings->set_theme(was_dark ? ThemeChoice::light : ThemeChoice::dark);
}

void MainWindow::show_keys() { KeysPage(*this).exec(); }

void MainWindow::show_about() {
    QMessageBox box(QMessageBox::NoIcon, tr("About Noiseloom"), tr("Noiseloom\n\nGuided diffusion as a graph: what guides a picture is there to see and to change.\n\nApache License 2.0"), QMessageBox::Ok, this);
    box.setTextFormat(Qt::PlainText);
    box.exec();
}

void MainWindow::tell(const QString& message) {
    if (page()) page()->notices().add(message, Tone::error);
}

}  // namespace noiseloom
