// Hands events of one run to its callback one at a time and in order, whatever threads they come
// from. add() may be called with locks held and only queues; deliver() calls back and must be called
// without. One thread delivers at a time: others leave their events to it.
#pragma once

#include <condition_variable>
#include <mutex>
#include <vector>

#include "engine/events.h"

namespace noiseloom {

class EventQueue {
  public:
    explicit EventQueue(EventCallback callback) : callback_(std::move(callback)) {}

    bool is_heard() const { return static_cast<bool>(callback_); }
    void add(Event event);
    void close();        // nothing will be added any more
    void deliver();
    void wait() const;   // until closed and all was delivered
    bool is_done() const;

  private:
    bool done() const { return closed_ && !delivering_ && waiting_.empty(); }

    EventCallback callback_;
    mutable std::mutex mutex_;
    mutable std::condition_variable ended_;
    std::vector<Event> waiting_;
    bool delivering_ = false;
    bool closed_ = false;
};

}  // namespace noiseloom
