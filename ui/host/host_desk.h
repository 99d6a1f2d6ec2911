// Where image editors are received: opens what they ask for, as a page of the editor, as a dialog, or as a run that nobody sees.
#pragma once

#include <memory>
#include <vector>

#include "host/published.h"
#include "ui/app/desk.h"
#include "ui/host/host_link.h"

namespace noiseloom {

class HostDialog;
class HostRun;
class HostSession;
class EditorDocument;
class MainWindow;

class HostDesk : public QObject {
    Q_OBJECT
  public:
    // `window` gives the editor's window, made if need be.
    HostDesk(Desk& desk, std::function<MainWindow&()> window, QObject* parent = nullptr);
    ~HostDesk() override;

    // The host is told by link->end() what went wrong, if anything did.
    void take(std::unique_ptr<HostLink> link, const Open& open);
    bool is_idle() const { return runs_.empty() && dialogs_.empty(); }   // but for pages of the editor
    const std::vector<HostDialog*>& dialogs() const { return dialogs_; }

  signals:
    void became_idle();

  private:
    struct Found {
        Workflow workflow;
        Published published;
        std::filesystem::path file;   // that is the user's own; empty: published, or a template
    };
    Result<Found> find(const std::string& workflow) const;
    Result<Found> find(const Open& open, const std::string& host) const;
    void run(std::unique_ptr<HostLink> link, const Open& open, Found found);
    Result<std::unique_ptr<EditorDocument>> document_of(const Open& open, Found& found) const;
    void show_dialog(std::unique_ptr<HostLink> link, const Open& open, Found found);
    void show_page(std::unique_ptr<HostLink> link, const Open& open, Found found);
    void move_to_editor(HostDialog& dialog);
    Result<void> set_up(HostSession& session, const Open& open, const Published& published) const;
    void remember(HostSession& session, EditorDocument& document, const std::string& workflow);
    Json last_values(const std::string& workflow) const;
    void keep_values(const std::string& workflow, const Json& values);
    void forget(HostRun* run);
    void forget(HostDialog* dialog);

    Desk& desk_;
    const std::function<MainWindow&()> window_;
    std::vector<std::unique_ptr<HostRun>> runs_;
    std::vector<HostDialog*> dialogs_;   // each its own
};

}  // namespace noiseloom
