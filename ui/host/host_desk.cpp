#include "ui/host/host_desk.h"

#include <QApplication>
#include <QTimer>

#include "core/atomic_file.h"
#include "core/templates.h"
#include "host/published_list.h"
#include "ui/app/document_page.h"
#include "ui/app/main_window.h"
#include "ui/app/read_document.h"
#include "ui/app/settings.h"
#include "ui/host/host_dialog.h"
#include "ui/host/host_run.h"
#include "ui/host/host_values.h"
#include "ui/model/error_text.h"
#include "ui/model/node_texts.h"

namespace noiseloom {
namespace fs = std::filesystem;
namespace {

// "fill-selection" as people read it.
std::string title_of(std::string name) {
    bool begins = true;
    for (char& c : name) {
        if (c == '-' || c == '_') c = ' ';
        else if (begins) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
        begins = c == ' ';
    }
    return name;
}

}  // namespace

HostDesk::HostDesk(Desk& desk, std::function<MainWindow&()> window, QObject* parent) : QObject(parent), desk_(desk), window_(std::move(window)) {}
HostDesk::~HostDesk() {
    for (HostDialog* dialog : std::exchange(dialogs_, {})) delete dialog;
}

// Without a name: what was worked on last for that host, else what an image editor is opened for most.
Result<HostDesk::Found> HostDesk::find(const Open& open, const std::string& host) const {
    if (!open.workflow.empty()) return find(open.workflow);
    if (const std::string last = desk_.settings ? desk_.settings->host_workflow(QString::fromStdString(host)).toStdString() : ""; !last.empty())
        if (auto found = find(last)) return found;
    return find(open.document.selection ? "fill-selection" : "image-to-image");
}

// A published workflow by name, a template, or a file.
Result<HostDesk::Found> HostDesk::find(const std::string& wanted) const {
    const fs::path resources = desk_.backend.resources();
    const auto [all, problem] = usable_published(resources);
    const auto entry = std::find_if(all.begin(), all.end(), [&](const Published& one) { return one.name == wanted; });
    const std::string source = entry != all.end() ? entry->source : wanted;
    const fs::path named = template_file(resources / "templates", source);
    const bool is_template = !named.empty();
    const fs::path file = is_template ? named : fs::path(source);
    std::error_code failed;
    if ((!file.is_absolute() || !fs::exists(file, failed)) && problem) return *problem;
    if (!file.is_absolute() || !fs::exists(file, failed))
        return Error{Code::bad_workflow, "there is no workflow '" + wanted + "'", "Name one that is published, a template, or a file with its whole path.", "", "", ""};
    NL_TRY(Workflow workflow, read_document(desk_.backend, QString::fromStdString(file.string())));
    const std::string name = entry != all.end() ? entry->name : published_name(file.stem().string());
    const std::string title = entry != all.end() ? entry->title : title_of(file.stem().string());
    Published described = published(name, title, source, workflow, desk_.backend.registry());   // of the file as it is now
    return Found{std::move(workflow), std::move(described), entry == all.end() && !is_template ? file : fs::path()};
}

void HostDesk::take(std::unique_ptr<HostLink> link, const Open& open) {
    auto found = find(open, link->host().host);
    if (!found) return link->end(error_text(found.error(), "\n"));
    switch (open.purpose) {
        case Purpose::run: return run(std::move(link), open, *std::move(found));
        case Purpose::form: return show_dialog(std::move(link), open, *std::move(found));
        case Purpose::editor: return show_page(std::move(link), open, *std::move(found));
    }
}

Json HostDesk::last_values(const std::string& workflow) const {
    if (!desk_.settings) return {};
    const auto json = parse_json(desk_.settings->host_values(QString::fromStdString(workflow)).toStdString());
    return json ? *json : Json();
}

void HostDesk::keep_values(const std::string& workflow, const Json& values) {
    if (desk_.settings) desk_.settings->set_host_values(QString::fromStdString(workflow), QString::fromStdString(json_text(values)));
}

// The layers and the number that are asked for, on top of what was used last.
Result<void> HostDesk::set_up(HostSession& session, const Open& open, const Published& published) const {
    const Json last = last_values(published.name);
    const bool shows_last = open.purpose != Purpose::run || open.uses_last_values;
    if (shows_last && last.is_object()) set_reading(last, session);
    else session.set_count(open.count);
    return set_inputs(open.inputs, published.inputs, session);
}

// With the values of last time, where they are wanted, and those that are asked for. What was never edited is not modified.
Result<std::unique_ptr<EditorDocument>> HostDesk::document_of(const Open& open, Found& found) const {
    const Registry& registry = desk_.backend.registry();
    const QString name = library_text(found.published.title), file = QString::fromStdString(found.file.string());
    EditorDocument draft(registry, std::move(found.workflow), {}, name);
    if (open.uses_last_values || open.purpose == Purpose::form) set_fields(last_values(found.published.name), draft);
    NL_TRY(const Patch arguments, patch_of_arguments(open.arguments, found.published, draft.workflow(), registry));
    NL_CHECK(draft.apply(arguments, {}));
    return std::make_unique<EditorDocument>(registry, draft.workflow(), file, name);
}

void HostDesk::run(std::unique_ptr<HostLink> link, const Open& open, Found found) {
    auto document = document_of(open, found);
    if (!document) return link->end(error_text(document.error(), "\n"));
    auto made = std::make_unique<HostRun>(desk_, std::move(link), *std::move(document));
    HostRun& one = *made;
    if (const auto done = set_up(one.session(), open, found.published); !done) return one.session().leave(error_text(done.error(), "\n"));
    connect(&one, &HostRun::ended, this, [this, run = &one] { QTimer::singleShot(0, this, [this, run] { forget(run); }); });
    runs_.push_back(std::move(made));
    one.start();
}

void HostDesk::show_dialog(std::unique_ptr<HostLink> link, const Open& open, Found found) {
    auto document = document_of(open, found);
    if (!document) return link->end(error_text(document.error(), "\n"));
    auto* dialog = new HostDialog(desk_, *std::move(document), std::move(link));
    if (const auto done = set_up(dialog->session(), open, found.published); !done) {
        dialog->session().leave(error_text(done.error(), "\n"));
        delete dialog;
        return;
    }
    remember(dialog->session(), dialog->document(), found.published.name);
    dialogs_.push_back(dialog);
    connect(dialog, &QDialog::finished, this, [this, dialog] { forget(dialog); });
    connect(dialog, &HostDialog::editor_requested, this, [this, dialog] { move_to_editor(*dialog); });
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
    QApplication::alert(dialog);   // where the host keeps the focus
}

void HostDesk::show_page(std::unique_ptr<HostLink> link, const Open& open, Found found) {
    auto document = document_of(open, found);
    if (!document) return link->end(error_text(document.error(), "\n"));
    EditorDocument& shown = **document;
    DocumentPage& page = window_().show_document(*std::move(document));
    auto session = std::make_unique<HostSession>(desk_.backend, shown, page.runs(), std::move(link));
    if (const auto done = set_up(*session, open, found.published); !done) page.tell(error_text(done.error(), "\n"));
    remember(*session, shown, found.published.name);
    page.join_host(std::move(session));
    page.show_form(true);
}

void HostDesk::move_to_editor(HostDialog& dialog) {
    HostDialog::Parts parts = dialog.take_apart();
    window_().show_document(std::move(parts.document)).join_host(std::move(parts.session));
    dialog.close();
}

// Every run makes its values those of next time.
void HostDesk::remember(HostSession& session, EditorDocument& document, const std::string& workflow) {
    connect(&session, &HostSession::began, this, [this, &session, &document, workflow] {
        keep_values(workflow, values_of(session, document));
        const QString last = document.file().isEmpty() ? QString::fromStdString(workflow) : document.file();
        if (desk_.settings) desk_.settings->set_host_workflow(QString::fromStdString(session.link().host().host), last);
    });
}

void HostDesk::forget(HostRun* run) {
    std::erase_if(runs_, [&](const std::unique_ptr<HostRun>& one) { return one.get() == run; });
    if (is_idle()) emit became_idle();
}

void HostDesk::forget(HostDialog* dialog) {
    std::erase(dialogs_, dialog);
    dialog->deleteLater();   // it is on its way out of its own functions
    if (is_idle()) emit became_idle();
}

}  // namespace noiseloom
