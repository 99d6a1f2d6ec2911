#include "ui/app/host_side.h"

#include <QVBoxLayout>

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

void HostSide::show_variation(std::size_t variation) {
    const HostResult& result = session_->variations()[variation].result;
    const std::vector<QImage> pictures = desk_.backend.pictures(result.pictures);
    if (result.index < pictures.size()) page_.results().show_picture(tr("Variation %1").arg(variation + 1), pictures[result.index]);
}

}  // namespace noiseloom
