// Where image editors are received: opens what they ask for, as a page of the editor, as a dialog, or as a run that nobody sees.
#pragma once

#include <memory>
#include <vector>

#include "host/published.h"
#include "ui/app/desk.h"
#include "ui/host/host_link.h"

namespace noiseloom {

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
    bool is_idle() const { return runs_.empty() && dialogs_ == 0; }   // but for pages of the editor

  signals:
    void became_idle();

  private:
    struct Found {
        Workflow workflow;
        Published published;
    };
    Result<Found> find(const Open& open) const;
    void run(std::unique_ptr<HostLink> link, const Open& open, Found found);
    void show_form(std::unique_ptr<HostLink> link, const Open& open, Found found);
    Json last_values(const std::string& workflow) const;
    void keep_values(const std::string& workflow, const Json& values);
    void forget(HostRun* run);

    Desk& desk_;
    const std::function<MainWindow&()> window_;
    std::vector<std::unique_ptr<HostRun>> runs_;
    int dialogs_ = 0;
};

}  // namespace noiseloom
