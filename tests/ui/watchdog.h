// How long the interface's thread was kept from its events: ticks of a timer on it, measured from another thread.
#pragma once

#include <atomic>
#include <chrono>
#include <thread>

#include <QTimer>

namespace noiseloom {

class Watchdog {
  public:
    Watchdog() {
        QObject::connect(&timer_, &QTimer::timeout, &timer_, [this] { ++ticks_; });
        timer_.start(1);
        watcher_ = std::thread([this] { watch(); });
    }
    ~Watchdog() {
        is_over_ = true;
        watcher_.join();
    }
    // Since the event loop was first entered, in ms.
    int longest_block() const { return longest_; }

  private:
    void watch() {
        using Clock = std::chrono::steady_clock;
        std::uint64_t seen = 0;
        Clock::time_point last = Clock::now();
        while (!is_over_) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
            if (const std::uint64_t now = ticks_; now != seen || seen == 0) {
                seen = now;
                last = Clock::now();
            }
            const auto blocked = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - last).count();
            if (blocked > longest_) longest_ = static_cast<int>(blocked);
        }
    }

    QTimer timer_;
    std::atomic<std::uint64_t> ticks_{0};
    std::atomic<int> longest_{0};
    std::atomic<bool> is_over_{false};
    std::thread watcher_;
};

}  // namespace noiseloom
