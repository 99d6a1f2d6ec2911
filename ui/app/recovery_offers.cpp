#include "ui/app/recovery_offers.h"

#include <utility>

#include <QFileInfo>
#include <QLocale>
#include <QTimer>

#include "core/journal.h"
#include "ui/app/document_page.h"
#include "ui/app/main_window.h"
#include "ui/app/notice_bar.h"

namespace noiseloom {

RecoveryOffers::RecoveryOffers(Desk& desk, MainWindow& window) : QObject(&window), desk_(desk), window_(window) {}

void RecoveryOffers::offer() {
    for (const QString& text : std::exchange(offers_, {}))
        for (DocumentPage* one : window_.pages()) one->notices().remove(text);
    for (const auto& journal : abandoned_journals(desk_.journal_folder)) {
        const auto found = recover(journal);
        if (!found) continue;   // unreadable: left where it is
        if (!window_.page()) window_.new_document();
        const QString file = QString::fromStdString(found->document);
        const QString name = file.isEmpty() ? tr("a document without a name") : QFileInfo(file).completeBaseName();
        const QString when = QLocale().toString(QFileInfo(QString::fromStdString(journal.string())).lastModified(), QLocale::ShortFormat);
        offers_ << tr("Noiseloom ended before “%1” was saved. Its edits were kept: %2 nodes, last changed %3.").arg(name).arg(found->workflow.graph.nodes.size()).arg(when);
        window_.page()->notices().add(offers_.back(), Tone::warn,
                                      {{tr("Recover"), [this, journal] { recover_from(journal); }},
                                       {tr("Discard"), [journal] {
                                            std::error_code failed;
                                            std::filesystem::remove(journal, failed);
                                        }}});
    }
}

// Once the click on the notice is over: the page that it lies on may make way. The other offers come again on the page that is shown then.
void RecoveryOffers::recover_from(const std::filesystem::path& journal) {
    QTimer::singleShot(0, this, [this, journal] {
        auto found = recover(journal);
        if (!found) return offer();   // another window was quicker
        const QString file = QString::fromStdString(found->document);
        auto document = std::make_unique<EditorDocument>(desk_.backend.registry(), std::move(found->workflow), file, file.isEmpty() ? tr("Recovered") : QFileInfo(file).completeBaseName());
        document->keep_journal(QString::fromStdString(desk_.journal_folder.string()));
        document->mark_recovered();   // has a journal of its own now
        window_.show_document(std::move(document));
        std::error_code failed;
        std::filesystem::remove(journal, failed);
        offer();
    });
}

}  // namespace noiseloom
