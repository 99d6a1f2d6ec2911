// What a page has when it works for an image editor: the session, and its bar above form and graph.
#pragma once

#include "ui/app/desk.h"
#include "ui/host/host_session.h"

namespace noiseloom {

class DocumentPage;
class HostBar;

class HostSide : public QObject {
    Q_OBJECT
  public:
    // The session's document is the page's, whose runs are its own from now on.
    HostSide(Desk& desk, DocumentPage& page, std::unique_ptr<HostSession> session);
    ~HostSide() override;   // before the page's parts go

    HostSession& session() { return *session_; }
    HostBar* bar() const { return bar_; }
    void show_bar();        // anew: its looks are of the theme

  private:
    void show_variation(std::size_t variation);
    void show_sources();    // on the nodes that read layers

    Desk& desk_;
    DocumentPage& page_;
    std::unique_ptr<HostSession> session_;
    HostBar* bar_ = nullptr;
};

}  // namespace noiseloom
