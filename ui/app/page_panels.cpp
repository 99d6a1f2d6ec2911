#include "ui/app/page_panels.h"

#include <QHBoxLayout>

#include "ui/app/document_page.h"
#include "ui/app/result_viewer.h"
#include "ui/app/trace_dock.h"
#include "ui/canvas/search_popup.h"
#include "ui/model/field_edit.h"
#include "ui/panels/history_panel.h"
#include "ui/panels/queue_panel.h"
#include "ui/panels/templates_panel.h"

namespace noiseloom {

PagePanels::PagePanels(Desk& desk, DocumentPage& page, QHBoxLayout& beside) : desk_(desk), page_(page), beside_(beside) { make_rail(); }

void PagePanels::make_rail() {
    rail_ = new Rail(*desk_.theme, &page_);
    rail_->add_command("add", tr("Add a node"), [this] { page_.canvas().search().open(page_.view().visible_rect().center() - QPointF(210, 160), {}); });
    rail_->add_panel("templates", "templates", tr("Templates"), [this] {
        auto* panel = new TemplatesPanel(desk_.backend, *desk_.theme, &page_);
        connect(panel, &TemplatesPanel::template_chosen, this, [this](const QString& path) {
            rail_->close_panels();
            emit page_.template_requested(path);
        });
        return panel;
    });
    rail_->add_panel("models", "models", tr("Models"), [this] {
        models_ = new ModelsPanel(desk_.workshop.models(), *desk_.theme, &page_);
        connect(models_, &ModelsPanel::use_requested, this, &PagePanels::use_model);
        show_usable_models();
        return models_;
    });
    rail_->add_panel("history", "history", tr("History"), [this] { return make_history(); });
    rail_->add_panel("queue", "queue", tr("Queue"), [this] { return new QueuePanel(page_.runs(), *desk_.theme, &page_); });
    beside_.insertWidget(0, rail_);
}

// Its icons are of the theme's colours: another theme, another rail.
void PagePanels::look_changed() {
    delete rail_;
    make_rail();
}

QWidget* PagePanels::make_history() {
    auto* panel = new HistoryPanel(page_.document(), page_.runs(), *desk_.theme, &page_);
    connect(panel, &HistoryPanel::show_requested, this, [this](int number) {
        const Job* job = page_.runs().find_job(number);
        if (job && !job->axes.empty()) page_.show_sweep(number);
        else page_.results().show_job(number);
    });
    connect(panel, &HistoryPanel::restore_requested, this, [this](int number) {
        const Job* job = page_.runs().find_job(number);
        if (job) page_.view().edit(diff(page_.document().workflow(), job->workflow), tr("Restore this graph"));
    });
    connect(panel, &HistoryPanel::compare_requested, this, [this](int number) {
        const Job* job = page_.runs().find_job(number);
        if (!job) return;
        page_.trace().compare(*job);
        if (job->pictures().empty()) return;
        page_.show_picture();   // the newest is compared with it
        page_.results().show_job(number);
    });
    return panel;
}

// The field of the one selected node that names a model; null if it has none.
const InputDecl* PagePanels::model_field() const {
    const auto ids = page_.scene().selected_nodes();
    const NodeDef* def = ids.size() == 1 ? page_.place().declaration(ids.front()) : nullptr;
    if (!def) return nullptr;
    const auto found = std::find_if(def->inputs().begin(), def->inputs().end(), [](const InputDecl& input) { return input.file == FileKind::model; });
    return found == def->inputs().end() ? nullptr : &*found;
}

void PagePanels::show_usable_models() {
    if (models_) models_->set_usable(model_field() != nullptr, tr("Select a node that loads a model."));
}

void PagePanels::use_model(const QString& name) {
    const InputDecl* field = model_field();
    if (!field) return;
    if (const auto done = set_field(page_.place(), page_.scene().selected_nodes(), *field, Json(name.toStdString()), true); !done) page_.tell(QString::fromStdString(done.error().message));
}

}  // namespace noiseloom
