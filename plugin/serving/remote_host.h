// An image editor at the other end of a socket: a thread of its own talks to the bridge (plugin/host/PROTOCOL.md).
#pragma once

#include <deque>
#include <future>
#include <mutex>
#include <thread>

#include "host/wire.h"
#include "image/image.h"
#include "serving/host_colours.h"
#include "serving/segment_pool.h"
#include "ui/host/host_link.h"
#include "ui/runs/home.h"

namespace noiseloom {

class RemoteHost : public HostLink {
    Q_OBJECT
  public:
    // After `hello` and `open` have been read. The pool outlives it.
    RemoteHost(Wire wire, Hello hello, HostDocument document, SegmentPool& pool);
    ~RemoteHost() override;   // ends the session

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

  private:
    using Task = std::function<void()>;   // on the thread

    // --- any thread ---
    void add(Task task);
    // --- the thread's own ---
    void serve();
    Result<Json> ask(Json message, std::span<const int> descriptors = {});
    void hear(const Frame& frame);
    void lose();                          // the connection has ended
    Result<HostPictures> read(const std::vector<HostInput>& inputs, const HostRect& frame, const HostDocument& document);
    Result<std::vector<std::string>> write(const std::vector<HostResult>& results, const HostPlacement& placement, const HostDocument& document);
    Result<std::shared_ptr<const HostColours>> colours(const HostDocument& document);

    const std::shared_ptr<Home<RemoteHost>> home_;
    const Hello hello_;
    HostDocument document_;
    bool is_gone_ = false;

    Wire wire_;
    SegmentPool& pool_;
    int last_request_ = 0;
    std::string profile_;                 // that colours_ were made of
    bool profile_is_gray_ = false;
    std::shared_ptr<const HostColours> colours_;

    std::mutex mutex_;
    std::deque<Task> tasks_;
    bool has_stopped_ = false;            // the thread takes no more tasks: the connection has ended
    bool is_over_ = false;                // nothing more is taken in; what waits is done
    Descriptor wake_;
    std::promise<void> served_;
    std::thread thread_;
};

}  // namespace noiseloom
