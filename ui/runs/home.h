// The way back from a worker to an object of the interface's thread, which may be gone by then.
#pragma once

#include <memory>
#include <mutex>

#include <QObject>

namespace noiseloom {

template <class Owner>
class Home {
  public:
    explicit Home(Owner* owner) : owner_(owner) {}

    void leave() {   // the owner, before it goes
        const std::lock_guard lock(mutex_);
        owner_ = nullptr;
    }
    // Any thread: calls work(owner) on the owner's thread, soon; never, if the owner goes before.
    template <class Work>
    void post(Work work) {
        const std::lock_guard lock(mutex_);
        if (Owner* owner = owner_) QMetaObject::invokeMethod(owner, [owner, work = std::move(work)]() mutable { work(*owner); }, Qt::QueuedConnection);
    }

  private:
    std::mutex mutex_;
    Owner* owner_;
};

}  // namespace noiseloom
