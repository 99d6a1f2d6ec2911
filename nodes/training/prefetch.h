// Makes batches ahead on threads of its own while the trainer computes.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace noiseloom {

template <class Item>
class Prefetch {
  public:
    // `make` is called for first, first + 1, ... up to `end` (not included), at most `ahead` before they are asked for, by
    // `workers` threads at once.
    Prefetch(std::int64_t first, std::int64_t end, std::int64_t ahead, std::function<Item(std::int64_t)> make, int workers = 1)
        : make_(std::move(make)), ahead_(ahead), end_(end), taken_(first), wanted_(first) {
        for (int i = 0; i < workers; ++i) threads_.emplace_back([this] { work(); });
    }

    ~Prefetch() {
        {
            const std::lock_guard lock(mutex_);
            end_ = taken_;
        }
        changed_.notify_all();
        for (auto& thread : threads_) thread.join();
    }
    Prefetch(const Prefetch&) = delete;
    Prefetch& operator=(const Prefetch&) = delete;

    // The next one, in order; throws what `make` threw. Not to be called more often than there are numbers, nor after it threw.
    Item next() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return made_.contains(wanted_); });
        auto [item, problem] = std::move(made_.extract(wanted_++).mapped());
        changed_.notify_all();
        if (problem) std::rethrow_exception(problem);
        return std::move(item);
    }

  private:
    void work() {
        std::unique_lock lock(mutex_);
        while (true) {
            changed_.wait(lock, [&] { return taken_ == end_ || taken_ < wanted_ + ahead_; });
            if (taken_ == end_) return;
            const std::int64_t number = taken_++;
            lock.unlock();
            std::pair<Item, std::exception_ptr> made;
            try {
                made.first = make_(number);
            } catch (...) {
                made.second = std::current_exception();
            }
            lock.lock();
            if (made.second) end_ = taken_;   // nobody asks for what comes after it
            made_.emplace(number, std::move(made));
            changed_.notify_all();
        }
    }

    std::function<Item(std::int64_t)> make_;
    std::int64_t ahead_, end_, taken_, wanted_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::map<std::int64_t, std::pair<Item, std::exception_ptr>> made_;
    std::vector<std::thread> threads_;
};

}  // namespace noiseloom
