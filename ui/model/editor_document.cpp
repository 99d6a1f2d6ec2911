#include "ui/model/editor_document.h"

#include <QFileInfo>

namespace noiseloom {

EditorDocument::EditorDocument(const Registry& registry, Workflow workflow, QString file, QString name, QObject* parent)
    : QObject(parent), registry_(registry), document_(std::move(workflow)), file_(std::move(file)), name_(std::move(name)) {
    declarations_ = std::make_shared<const Declarations>(registry_, document_.workflow().subgraphs);
    document_.watch([this](const Patch& patch) {
        write_journal(patch);
        declare_again(patch);
        emit changed(patch);
    });
    // The last edits before a pause reach the disk as well; those before them did when they were due.
    sync_.setSingleShot(true);
    sync_.setInterval(1500);
    connect(&sync_, &QTimer::timeout, this, [this] {
        if (journal_) (void)journal_->sync();   // an error shows with the next edit
    });
}

EditorDocument::~EditorDocument() {
    if (journal_ && !is_modified()) journal_->remove();
}

Result<void> EditorDocument::apply(const Patch& patch, const QString& label, const QString& merge) {
    if (patch.empty()) return {};
    NL_CHECK(document_.apply(patch, label.toStdString(), merge.toStdString()));
    emit state_changed();
    return {};
}

void EditorDocument::undo() {
    if (document_.undo()) emit state_changed();
}

void EditorDocument::redo() {
    if (document_.redo()) emit state_changed();
}

Result<void> EditorDocument::save(const QString& file, const std::optional<Json>& camera) {
    Workflow written = workflow();
    if (camera) written.view["camera"] = *camera;
    NL_CHECK(save_workflow(file.toStdString(), written, &registry_));
    file_ = file;
    name_ = QFileInfo(file).completeBaseName();
    document_.mark_saved();
    is_recovered_ = false;
    if (journal_) (void)journal_->compact(file_.toStdString(), workflow());   // a full disk: the file is saved, and the next edit tries again
    emit state_changed();
    return {};
}

// Declarations of subgraphs are made of their nodes: any change inside of one may change them.
void EditorDocument::declare_again(const Patch& patch) {
    const bool touches = std::any_of(patch.operations.begin(), patch.operations.end(), [](const Operation& operation) {
        return std::visit([](const auto& one) {
            if constexpr (requires { one.scope; }) return !one.scope.empty() && !std::is_same_v<std::decay_t<decltype(one)>, SetView>;
            else return !std::is_same_v<std::decay_t<decltype(one)>, SetForm>;
        }, operation);
    });
    if (touches) declarations_ = std::make_shared<const Declarations>(registry_, workflow().subgraphs);
}

void EditorDocument::write_journal(const Patch& patch) {
    if (journal_folder_.isEmpty()) return;
    Result<void> written;
    if (!journal_) {
        // The watcher is called after the change: the journal begins with the document as it is now.
        auto started = Journal::start(journal_folder_.toStdString(), file_.toStdString(), workflow());
        if (started) journal_.emplace(*std::move(started));
        else written = started.error();
    } else {
        written = journal_->append(patch);
    }
    sync_.start();
    if (written || journal_told_) return;
    journal_told_ = true;
    emit journal_failed(QString::fromStdString(written.error().message));
}

void EditorDocument::mark_recovered() {
    is_recovered_ = true;
    if (!journal_folder_.isEmpty() && !journal_)
        if (auto started = Journal::start(journal_folder_.toStdString(), file_.toStdString(), workflow())) journal_.emplace(*std::move(started));
    emit state_changed();
}

void EditorDocument::drop_journal() {
    if (journal_) journal_->remove();
    journal_.reset();
}

}  // namespace noiseloom
