// What a run told since the interface last looked, node by node.
//
// Engine threads add events, many thousands a second if need be; the interface takes what became of them at most every 33 ms.
// The newest progress and preview win; starts, ends, errors and warnings are never lost.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <mutex>

#include <QImage>

#include "engine/events.h"

namespace noiseloom {

struct NodeNews {
    std::optional<EventKind> kind;        // the newest of started, cached, finished, failed
    double done = 0, total = 0;           // the newest progress; total 0: none
    double seconds = 0;                   // finished: spent; cached: what it once took
    std::size_t bytes = 0;
    std::optional<Error> error, warning;
    QImage picture;                       // the newest preview, or the result; null: none
    std::chrono::steady_clock::time_point started;
};

class RunNews {
  public:
    // `on_first` is called, by whoever adds it, when there is something to take after there was nothing.
    explicit RunNews(std::function<void()> on_first) : on_first_(std::move(on_first)) {}

    void add(const Event& event);                               // previews apart
    void add_picture(const std::string& node, QImage picture);
    std::map<std::string, NodeNews> take();

  private:
    template <class Change>
    void change(const std::string& node, Change change);

    std::function<void()> on_first_;
    std::mutex mutex_;
    std::map<std::string, NodeNews> news_;
};

}  // namespace noiseloom
