// A workflow run for an image editor without any window: of scripts, and "repeat last".
#pragma once

#include "ui/app/desk.h"
#include "ui/host/host_session.h"

namespace noiseloom {

class HostRun : public QObject {
    Q_OBJECT
  public:
    HostRun(Desk& desk, std::unique_ptr<HostLink> link, std::unique_ptr<EditorDocument> document, QObject* parent = nullptr);
    ~HostRun() override;

    HostSession& session() { return session_; }
    EditorDocument& document() { return *document_; }
    void start();   // the host is told how it ended, then ended() comes

  signals:
    void ended();

  private:
    void end(const QString& error);

    std::unique_ptr<EditorDocument> document_;
    Runs runs_;
    HostSession session_;
    bool has_ended_ = false;
};

}  // namespace noiseloom
