// An image editor at the other end of a socket, as the interface's thread has it; a HostTalk does the talking (plugin/host/PROTOCOL.md).
#pragma once

#include "serving/host_talk.h"
#include "ui/host/host_link.h"
#include "ui/runs/home.h"

namespace noiseloom {

class RemoteHost : public HostLink {
    Q_OBJECT
  public:
    // After `hello` and `open` have been read. `threads` outlives it: the talk takes one of them, and may keep it for a while after.
    RemoteHost(Wire wire, const Hello& hello, HostDocument document, std::shared_ptr<SegmentPool> pool, QThreadPool& threads);
    ~RemoteHost() override;   // ends the session, and waits for nobody

    const Hello& host() const override { return hello_; }
    const HostDocument& document() const override { return document_; }
    bool is_gone() const override { return is_gone_; }
    void refresh(std::function<void(const Result<void>&)> told) override;
    void fetch(std::vector<HostInput> inputs, HostRect frame, std::function<void(const Result<HostPictures>&)> told) override;
    void put(std::vector<HostResult> results, HostPlacement placement, std::function<void(const Result<std::vector<std::string>>&)> told) override;
    void show_progress(double fraction, const QString& text) override;
    void end_progress() override;
    void show_message(const QString& text) override;
    void end(const QString& error, bool was_cancelled) override;

    const std::shared_ptr<HostTalk>& talk() const { return talk_; }

  private:
    const std::shared_ptr<Home<RemoteHost>> home_;
    const Hello hello_;
    HostDocument document_;
    bool is_gone_ = false;
    std::shared_ptr<HostTalk> talk_;
};

}  // namespace noiseloom
