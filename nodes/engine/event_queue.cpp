#include "engine/event_queue.h"

namespace noiseloom {

void EventQueue::add(Event event) {
    if (!callback_) return;
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(event));
}

void EventQueue::close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
}

void EventQueue::deliver() {
    std::unique_lock lock(mutex_);
    if (delivering_) return;
    delivering_ = true;
    while (!waiting_.empty()) {
        std::vector<Event> events;
        events.swap(waiting_);
        lock.unlock();
        for (const Event& event : events) callback_(event);
        lock.lock();
    }
    delivering_ = false;
    if (done()) ended_.notify_all();
}

void EventQueue::wait() const {
    std::unique_lock lock(mutex_);
    ended_.wait(lock, [this] { return done(); });
}

bool EventQueue::is_done() const {
    const std::lock_guard lock(mutex_);
    return done();
}

}  // namespace noiseloom
