#include "ui/host/host_desk.h"

#include <QTimer>

#include "core/atomic_file.h"
#include "core/validate.h"
#include "ui/app/main_window.h"
#include "ui/app/settings.h"
#include "ui/host/host_run.h"
#include "ui/host/host_values.h"
#include "ui/model/error_text.h"

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
HostDesk::~HostDesk() = default;

// A published workflow by name, a template, or a file. Without a name: what an image editor is opened for most.
Result<HostDesk::Found> HostDesk::find(const Open& open) const {
    const fs::path resources = desk_.backend.resources();
    const std::string wanted = !open.workflow.empty() ? open.workflow : open.document.selection ? "fill-selection" : "image-to-image";
    NL_TRY(const std::vector<Published> all, list_published(resources));
    const auto entry = std::find_if(all.begin(), all.end(), [&](const Published& one) { return one.name == wanted; });
    const std::string source = entry != all.end() ? entry->source : wanted;
    const bool is_template = source.find('/') == std::string::npos && !source.ends_with(workflow_suffix);
    const fs::path file = is_template ? resources / "templates" / (source + std::string(workflow_suffix)) : fs::path(source);
    std::error_code failed;
    if (!file.is_absolute() || !fs::exists(file, failed))
        return Error{Code::bad_workflow, "there is no workflow '" + wanted + "'", "Name one that is published, a template, or a file with its whole path.", "", "", ""};
    NL_TRY(Workflow workflow, load_workflow(file));
    NL_TRY(workflow, upgraded(std::move(workflow), desk_.backend.registry()));
    const std::string name = entry != all.end() ? entry->name : published_name(file.stem().string());
    const std::string title = entry != all.end() ? entry->title : title_of(file.stem().string());
    Published described = published(name, title, source, workflow, desk_.backend.registry());   // of the file as it is now
    return Found{std::move(workflow), std::move(described)};
}

void HostDesk::take(std::unique_ptr<HostLink> link, const Open& open) {
    auto found = find(open);
    if (!found) return link->end(error_text(found.error(), "\n"));
    if (open.purpose == Purpose::run) return run(std::move(link), open, *std::move(found));
    show_form(std::move(link), open, *std::move(found));
}

Json HostDesk::last_values(const std::string& workflow) const {
    if (!desk_.settings) return {};
    const auto json = parse_json(desk_.settings->host_values(QString::fromStdString(workflow)).toStdString());
    return json ? *json : Json();
}

void HostDesk::keep_values(const std::string& workflow, const Json& values) {
    if (desk_.settings) desk_.settings->set_host_values(QString::fromStdString(workflow), QString::fromStdString(json_text(values)));
}

void HostDesk::run(std::unique_ptr<HostLink> link, const Open& open, Found found) {
    const auto arguments = patch_of_arguments(open.arguments, found.published, found.workflow, desk_.backend.registry());
    if (!arguments) return link->end(error_text(arguments.error(), "\n"));
    auto made = std::make_unique<HostRun>(desk_, std::move(link), std::move(found.workflow), QString::fromStdString(found.published.title));
    HostRun& one = *made;
    if (open.uses_last_values) set_values(last_values(found.published.name), one.session(), one.document());
    else one.session().set_count(open.count);
    Result<void> done = one.document().apply(*arguments, {});
    if (done) done = set_inputs(open.inputs, found.published.inputs, one.session());
    if (!done) return one.session().link().end(error_text(done.error(), "\n"));
    connect(&one, &HostRun::ended, this, [this, run = &one] { QTimer::singleShot(0, this, [this, run] { forget(run); }); });
    runs_.push_back(std::move(made));
    one.start();
}

void HostDesk::show_form(std::unique_ptr<HostLink> link, const Open&, Found) { link->end(tr("Forms are on their way.")); }

void HostDesk::forget(HostRun* run) {
    std::erase_if(runs_, [&](const std::unique_ptr<HostRun>& one) { return one.get() == run; });
    if (is_idle()) emit became_idle();
}

}  // namespace noiseloom
