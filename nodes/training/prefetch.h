// Makes batches ahead on a thread of its own while the trainer computes.
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>

namespace noiseloom {

template <class Item>
class Prefetch {
  public:
    // `make` is called for first, first + 1, ... up to `end` (not included), at most `ahead` before they are asked for.
    Prefetch(std::int64_t first, std::int64_t end, std::size_t ahead, std::function<Item(std::int64_t)> make)
        : ahead_(ahead), thread_([this, first, end, make = std::move(make)] {
              for (std::int64_t number = first; number < end; ++number) {
                  std::exception_ptr problem;
                  Item item{};
                  try {
                      item = make(number);
                  } catch (...) {
                      problem = std::current_exception();
                  }
                  std::unique_lock lock(mutex_);
                  changed_.wait(lock, [&] { return stop_ || items_.size() < ahead_; });
                  if (stop_) return;
                  items_.emplace_back(std::move(item), problem);
                  changed_.notify_all();
                  if (problem) return;
              }
          }) {}

    ~Prefetch() {
        {
            const std::lock_guard lock(mutex_);
            stop_ = true;
        }
        changed_.notify_all();
        thread_.join();
    }
    Prefetch(const Prefetch&) = delete;
    Prefetch& operator=(const Prefetch&) = delete;

    // The next one, in order; throws what `make` threw. Not to be called more often than there are numbers.
    Item next() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return !items_.empty(); });
        auto [item, problem] = std::move(items_.front());
        items_.pop_front();
        changed_.notify_all();
        if (problem) std::rethrow_exception(problem);
        return std::move(item);
    }

  private:
    std::size_t ahead_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::pair<Item, std::exception_ptr>> items_;
    bool stop_ = false;
    std::thread thread_;   // last: begins when all else is there
};

}  // namespace noiseloom
