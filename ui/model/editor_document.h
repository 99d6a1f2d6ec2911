// An open workflow: the document with its file, its journal and Qt's signals. Lives on the interface's thread.
//
// Everything that the editor changes goes through apply(), undo() and redo(); whoever shows a part of the document listens to changed().
#pragma once

#include <memory>
#include <optional>

#include <QObject>
#include <QString>
#include <QTimer>

#include "core/document.h"
#include "core/journal.h"
#include "core/declarations.h"

namespace noiseloom {

class EditorDocument : public QObject {
    Q_OBJECT
  public:
    // `file` is empty for what was never saved; `name` is what the title says then. The registry outlives the document.
    EditorDocument(const Registry& registry, Workflow workflow, QString file, QString name, QObject* parent = nullptr);
    ~EditorDocument() override;   // removes the journal of a document without unsaved changes

    const Workflow& workflow() const { return document_.workflow(); }
    const Graph& graph() const { return document_.graph(); }
    const Json& view() const { return document_.view(); }
    const Json& form() const { return document_.form(); }
    const Registry& registry() const { return registry_; }
    const Declarations& declarations() const { return *declarations_; }   // of now: a change of a subgraph makes new ones
    // The same, to be held on to: what it gave stays valid when the document has newer ones.
    const std::shared_ptr<const Declarations>& shared_declarations() const { return declarations_; }
    const NodeDef* declaration(const std::string& type) const { return declarations_->find(type); }   // null: unknown
    std::uint64_t revision() const { return document_.revision(); }

    // An empty patch is no step. Patches that follow each other with the same non-empty `merge` are one step of undo.
    Result<void> apply(const Patch& patch, const QString& label, const QString& merge = {});
    void end_merge() { document_.end_merge(); }
    void undo();
    void redo();
    bool can_undo() const { return document_.can_undo(); }
    bool can_redo() const { return document_.can_redo(); }
    QString undo_label() const { return QString::fromStdString(document_.undo_label()); }
    QString redo_label() const { return QString::fromStdString(document_.redo_label()); }

    QString file() const { return file_; }
    QString name() const { return name_; }   // of the file without its ending, or of the template it began as
    bool is_modified() const { return is_recovered_ || document_.is_modified(); }
    // Writes the canonical text; `camera` goes into the view of the file alone.
    Result<void> save(const QString& file, const std::optional<Json>& camera = {});

    // Journals begin with the first edit, in `folder`. Errors of the journal are told once, by journal_failed().
    void keep_journal(const QString& folder) { journal_folder_ = folder; }
    // It comes from a journal: it differs from its file.
    void mark_recovered();
    void drop_journal();   // the user does not want to keep the edits

  signals:
    void changed(const noiseloom::Patch& patch);
    void state_changed();   // name, file, modified, what can be undone
    void journal_failed(const QString& message);

  private:
    void write_journal(const Patch& patch);
    void declare_again(const Patch& patch);

    const Registry& registry_;
    Document document_;
    std::shared_ptr<const Declarations> declarations_;
    QString file_, name_, journal_folder_;
    std::optional<Journal> journal_;
    bool is_recovered_ = false;
    bool journal_told_ = false;
    QTimer sync_;
};

}  // namespace noiseloom
