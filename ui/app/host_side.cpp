#include "ui/app/host_side.h"

#include <QVBoxLayout>

#include "ui/app/canvas_pane.h"
#include "ui/app/document_page.h"
#include "ui/app/notice_bar.h"
#include "ui/app/result_viewer.h"
#include "ui/form/form_view.h"
#include "ui/host/host_bar.h"
#include "ui/host/variation_list.h"

namespace noiseloom {

HostSide::HostSide(Desk& desk, DocumentPage& page, std::unique_ptr<HostSession> session) : desk_(desk), page_(page), session_(std::move(session)) {
    session_->move_to(page.runs());
    connect(session_.get(), &HostSession::failed, this, [this](const QString& message) {
        if (!message.isEmpty()) page_.notices().add(message, Tone::error, {{tr("OK"), [] {}}});   // it stays until it was read
    });
    connect(session_.get(), &HostSession::changed, &page, &DocumentPage::state_changed);
    connect(session_.get(), &HostSession::rebound, &page.form(), &FormView::rebuild);
    page.form().hide_inputs([this](const std::string& input) { return session_->reads(input); });
    for (const auto signal : {&HostSession::rebound, &HostSession::changed}) connect(session_.get(), signal, this, &HostSide::show_sources);
    connect(&page.canvas(), &CanvasPane::shown, this, &HostSide::show_sources);
    show_sources();
    show_bar();
    session_->read();   // so that the graph does not miss its pictures
}

HostSide::~HostSide() { delete bar_; }

void HostSide::show_bar() {
    delete bar_;
    bar_ = new HostBar(*session_, *desk_.theme, &page_);
    connect(&bar_->variations(), &VariationList::opened, this, &HostSide::show_variation);
    qobject_cast<QVBoxLayout*>(page_.layout())->insertWidget(0, bar_);
    bar_->show();   // now: a layout would do it later, and everything would jump
}

void HostSide::show_sources() {
    std::map<std::string, std::map<std::string, QString>> texts;
    for (const HostBinding& one : session_->bindings()) {
        const std::size_t dot = one.input.find('.');
        if (one.from == InputFrom::file || page_.canvas().is_inside()) continue;   // a subgraph has other nodes
        if (one.from != InputFrom::merged && session_->layer_name(one).isEmpty()) continue;   // it is gone, as the bar says
        texts[one.input.substr(0, dot)][one.input.substr(dot + 1)] = one.from == InputFrom::merged ? tr("Everything visible") : tr("Layer: %1").arg(session_->layer_name(one).simplified());
    }
    page_.scene().set_stand_ins(std::move(texts));
}

void HostSide::show_variation(std::size_t variation) {
    const HostResult& result = session_->variations()[variation].result;
    const std::vector<QImage> pictures = desk_.backend.pictures(result.pictures);
    if (result.index < pictures.size()) page_.results().show_picture(tr("Variation %1").arg(variation + 1), pictures[result.index]);
}

}  // namespace noiseloom
