// The threads of the engine: one that prepares runs, one worker per device, and a small pool.
//
// Threads start when they are first needed. A worker that completes a node goes on with one
// that became ready by it, without a hand-over to another thread; so a chain of trivial nodes costs
// microseconds a node, and branches are followed to their end before the next is begun. Locks are
// taken in the order run, scheduler.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <set>
#include <thread>

#include "engine/active_run.h"

namespace noiseloom {

class Scheduler : public std::enable_shared_from_this<Scheduler> {
  public:
    Scheduler(const Registry& registry, Caches& caches, ExecutorSettings settings);

    std::shared_ptr<RunHandle> start(std::shared_ptr<const Graph> graph, std::vector<std::string> targets, RunOptions options);
    void sweep(std::shared_ptr<ActiveRun> run);   // takes a cancelled run out of the queues, soon
    void forget(ActiveRun& run);                  // it has ended
    // The graph bound; the last one is remembered, since a graph often runs again unchanged.
    std::shared_ptr<const Program> bound(std::shared_ptr<const Graph> graph);   // scheduler thread only
    void shut_down();

  private:
    struct Job {
        std::shared_ptr<ActiveRun> run;
        int node = 0;
    };
    struct Lane {
        std::deque<Job> jobs;
        std::condition_variable wake;
        std::vector<std::thread> threads;
        std::size_t most_threads = 1;
        std::size_t idle = 0;
    };

    void post(std::function<void()> task);
    void prepare_runs();                          // the scheduler thread
    void work(Lane& lane);                        // a worker thread
    Lane& lane_of(const ActiveRun& run, int node);
    // Queues nodes whose inputs are ready; one of the `own` lane is returned instead, for its worker.
    std::optional<Job> submit(const std::shared_ptr<ActiveRun>& run, const std::vector<int>& nodes, Lane* own = nullptr);
    std::optional<Job> call(const Job& job, Lane& own);
    std::optional<Job> complete(const Job& job, const Outcome& outcome, Lane& own);
    void take_out(const std::shared_ptr<ActiveRun>& run);

    const Registry& registry_;
    Caches& caches_;
    const ExecutorSettings settings_;

    std::mutex mutex_;
    std::condition_variable task_posted_;
    std::deque<std::function<void()>> tasks_;
    std::thread preparer_;
    std::shared_ptr<const Program> last_bound_;
    std::map<std::string, Lane> lanes_;                        // by device; "" is the pool
    std::unordered_map<Key, std::vector<Job>> in_flight_;      // by node key: who else waits for it
    std::set<std::shared_ptr<ActiveRun>> runs_;
    bool is_stopping_ = false;
};

}  // namespace noiseloom
