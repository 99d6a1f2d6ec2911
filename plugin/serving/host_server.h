// Receives image editors: listens at the user's socket, greets whoever comes, and hands them to the desk (plugin/host/PROTOCOL.md, "Meeting").
//
// It gives the socket up when another version must serve instead: one that was installed over it, or one with a screen.
#pragma once

#include <optional>

#include <QSocketNotifier>
#include <QThreadPool>
#include <QTimer>

#include "host/meeting.h"
#include "serving/host_talk.h"
#include "ui/host/host_desk.h"
#include "ui/host/host_service.h"
#include "ui/runs/home.h"

namespace noiseloom {

class HostServer : public HostService {
    Q_OBJECT
  public:
    HostServer(HostDesk& desk, QObject* parent = nullptr);
    ~HostServer() override;

    Result<bool> listen() override;
    bool is_listening() const override { return listener_.has_value(); }

  private:
    void greet();
    void take(Wire wire, const Hello& hello, const Open& open);
    void retire();

    HostDesk& desk_;
    const std::shared_ptr<SegmentPool> pool_ = std::make_shared<SegmentPool>();
    QThreadPool talking_;          // a thread for each session
    std::vector<std::weak_ptr<HostTalk>> talks_;
    std::optional<Listener> listener_;
    std::unique_ptr<QSocketNotifier> notifier_;
    QTimer watch_;                 // whether this program is still the installed one
    QThreadPool greeting_;         // strangers may be slow
    std::vector<std::weak_ptr<Wire>> guests_;   // who is being greeted
    const std::shared_ptr<Home<HostServer>> home_;
};

}  // namespace noiseloom
