// The thread that talks to one bridge: requests and their answers, pixels in shared memory, and what the host says unasked.
//
// It outlives the RemoteHost whose talk it is by as long as the bridge takes to answer what it was asked last: to be told of the end in order
// is what keeps a host from reporting a crash. Nobody waits for that.
#pragma once

#include <deque>
#include <mutex>

#include <QThreadPool>

#include "host/wire.h"
#include "serving/host_colours.h"
#include "serving/segment_pool.h"
#include "ui/host/host_link.h"

namespace noiseloom {

class HostTalk {
  public:
    struct Heard {   // called by the thread
        std::function<void()> cancelled, lost;   // lost: the host or its image is gone; may come again
    };

    HostTalk(Wire wire, Hello hello, std::shared_ptr<SegmentPool> pool, Heard heard);

    // --- any thread ---
    using Task = std::function<void(HostTalk&)>;
    void add(Task task);          // done after those before, by the thread; once that has stopped at once, and then all requests fail
    void end(const Json& last);   // sent after what was added; then nothing more is
    void cut() const { wire_.stop(); }

    // --- the thread's own ---
    void serve();                 // all of it, until the end
    void tell(const Json& message) { (void)wire_.send(message); }
    Result<HostDocument> document();
    Result<HostPictures> read(const std::vector<HostInput>& inputs, const HostRect& frame, const HostDocument& document);
    Result<std::vector<std::string>> write(const std::vector<HostResult>& results, HostPlacement placement);   // into the document as it is by now

  private:
    Result<Json> ask(Json message, std::span<const int> descriptors = {});
    Result<Value> read_selection(const HostRect& frame, Key& content);
    Result<HandedPicture> read_picture(const HostInput& input, const HostRect& frame, const HostDocument& document, const Value& selection, const Key& selected);
    Result<std::shared_ptr<const HostColours>> colours(const HostDocument& document);
    void hear(const Frame& frame);
    bool was_ended_by_host() const;
    bool next(Task& task);        // false: it is over
    bool is_over();
    Error gone() const;

    Wire wire_;
    const Hello hello_;
    const std::shared_ptr<SegmentPool> pool_;
    const Heard heard_;
    int last_request_ = 0;
    std::string profile_;         // that colours_ were made of
    bool profile_is_gray_ = false;
    std::shared_ptr<const HostColours> colours_;

    std::mutex mutex_;
    std::deque<Task> tasks_;
    bool has_stopped_ = false;    // the connection has ended
    bool is_over_ = false;        // end() was called
    Descriptor wake_;
    const pid_t host_process_;    // of the bridge; 0: not known
    bool was_closed_ = false;     // the image; the bridge has said so
};

}  // namespace noiseloom
