#include "ui/host/host_dialog.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QScreen>
#include <QShortcut>
#include <QVBoxLayout>

#include "ui/app/field_hooks.h"
#include "ui/app/notice_bar.h"
#include "ui/fields/field_widget.h"
#include "ui/form/form_view.h"
#include "ui/host/host_bar.h"
#include "ui/host/variation_list.h"
#include "ui/runs/pictured.h"
#include "ui/theme/fonts.h"

namespace noiseloom {
namespace {

constexpr int picture_side = 1024;   // of a variation that is looked at

}  // namespace

HostDialog::HostDialog(Desk& desk, std::unique_ptr<EditorDocument> document, std::unique_ptr<HostLink> link) : desk_(desk), document_(std::move(document)) {
    runs_ = std::make_unique<Runs>(desk.workshop, *document_, desk.output_folder);
    runs_->set_compute(desk.compute);
    hooks_ = std::make_unique<FieldHooks>(desk, *document_, *runs_, this);
    session_ = std::make_unique<HostSession>(desk.backend, *document_, *runs_, std::move(link));
    setWindowTitle(tr("%1 — %2").arg(document_->name(), QString::fromStdString(session_->link().host().name)));
    form_ = new FormView(*document_, [this](const QString& node) { return hooks_->context(GraphPlace(*document_), node); }, this);
    form_->be_compact();
    form_->hide_inputs([this](const std::string& input) { return session_->reads(input); });
    bar_ = new HostBar(*session_, *desk.theme, this);
    editor_ = new QPushButton(tr("Open in Editor"), this);
    close_ = new QPushButton(tr("Close"), this);
    generate_ = new QPushButton(tr("Generate"), this);
    generate_->setObjectName("run");
    generate_->setToolTip(tr("Ctrl+Enter"));
    lay_out();
    notices_ = new NoticeBar(desk_.theme, this);

    const auto complain = [this](const QString& message) {
        if (!message.isEmpty()) notices_->add(message, Tone::error, {{tr("OK"), [] {}}});   // it stays until it was read
    };
    connect(session_.get(), &HostSession::failed, this, complain);
    connect(form_, &FormView::refused, this, complain);
    connect(session_.get(), &HostSession::rebound, form_, &FormView::rebuild);
    connect(session_.get(), &HostSession::changed, this, &HostDialog::show_buttons);
    connect(session_.get(), &HostSession::inserted, this, &QDialog::accept);
    connect(session_.get(), &HostSession::host_gone, this, [this] {
        if (session_->was_cancelled_in_host() && session_->variations().empty()) reject();
    });
    connect(session_.get(), &HostSession::generated, this, [this] {
        show_variation(0);
        bar_->variations().setFocus();
    });
    connect(&bar_->variations(), &VariationList::looked_at, this, &HostDialog::show_variation);
    connect(runs_.get(), &Runs::status_changed, this, &HostDialog::show_picture);
    connect(editor_, &QPushButton::clicked, this, &HostDialog::editor_requested);
    connect(close_, &QPushButton::clicked, this, &QDialog::reject);
    connect(generate_, &QPushButton::clicked, this, &HostDialog::generate);
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter}) connect(new QShortcut(QKeySequence(Qt::CTRL | key), this), &QShortcut::activated, this, &HostDialog::generate);
    show_buttons();
    if (auto* first = form_->findChild<FieldWidget*>()) first->setFocus();   // the prompt, usually
}

HostDialog::~HostDialog() {
    // Views look at the document until they are gone.
    delete notices_;
    delete bar_;
    delete form_;
    session_.reset();
    if (runs_) runs_->stop();
}

void HostDialog::lay_out() {
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(scaled(12), scaled(10), scaled(12), scaled(12));
    buttons->setSpacing(scaled(8));
    buttons->addWidget(editor_);
    buttons->addStretch(1);
    buttons->addWidget(close_);
    buttons->addWidget(generate_);
    for (QPushButton* button : {editor_, close_, generate_}) {
        button->setFont(panel_font(12, button == generate_));
        button->setAutoDefault(false);   // Enter belongs to the fields
    }
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(form_, 1);
    all->addWidget(bar_);
    all->addLayout(buttons);
    resize(QSize(scaled(460), scaled(760)).boundedTo(screen()->availableGeometry().size() * 0.95));
}

HostDialog::Parts HostDialog::take_apart() {
    session_->disconnect(this);
    runs_->disconnect(this);
    delete std::exchange(bar_, nullptr);    // they would go on looking
    delete std::exchange(form_, nullptr);
    return {std::move(document_), std::move(session_)};
}

void HostDialog::generate() {
    notices_->clear();
    if (session_->count() == 1) session_->generate_into_host();
    else session_->generate();
}

// What the run is at; variations that were made show themselves.
void HostDialog::show_picture() {
    if (session_->state() != HostSession::State::running) return;
    if (const std::string id = pictured_node(*runs_, GraphPlace(*document_)); !id.empty()) form_->set_picture(runs_->status_within(id).picture, true);
}

void HostDialog::show_variation(std::size_t variation) {
    const HostResult& result = session_->variations()[variation].result;
    const std::vector<QImage> pictures = desk_.backend.pictures(result.pictures, picture_side);
    if (result.index < pictures.size()) form_->set_picture(pictures[result.index]);
}

void HostDialog::show_buttons() {
    generate_->setEnabled(session_->can_generate());
    editor_->setEnabled(session_->state() != HostSession::State::inserting);
}

}  // namespace noiseloom
