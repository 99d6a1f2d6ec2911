// One run: which of its nodes wait, run or are settled, and the values that they have for each other.
//
// Knows nothing of threads: the scheduler tells it what happened (ask, settle, drop) and gets the
// nodes that can be called now. Everything is under one mutex, which is never held while a node runs or a
// callback is called. All traversals are loops over node numbers: a long chain needs no deep stack.
//
// Nodes are demanded from the targets backwards. A demanded node whose outputs are in the cache is
// settled without looking upstream; else it waits for its eager inputs. Values are dropped as soon as
// no node that may still run reads them.
#pragma once

#include <chrono>

#include "engine/event_queue.h"
#include "engine/executor.h"

namespace noiseloom {

// What became of the call of a node.
struct Outcome {
    std::vector<Value> outputs;
    std::map<std::size_t, Error> lacking;   // why outputs are empty
    std::optional<Error> error;
    bool cancelled = false;
    bool reused = false;     // taken from the cache after all
    double seconds = 0;
};

class ActiveRun : public RunHandle, public std::enable_shared_from_this<ActiveRun> {
  public:
    ActiveRun(std::shared_ptr<Scheduler> scheduler, const Registry& registry, Caches& caches, RunOptions options);

    void cancel() override;
    bool finished() const override { return events_.is_done(); }
    const RunResult& wait() override;

    // The scheduler's side: each returns the nodes that can be called now.
    std::vector<int> prepare(std::shared_ptr<const Graph> graph, const std::vector<std::string>& targets);
    std::vector<int> ask(int node, const std::vector<std::string>& lazy_inputs);
    std::vector<int> settle(int node, const Outcome& outcome);
    void drop(const std::vector<int>& nodes);   // taken out of the queue by a cancel

    // The inputs for a call, not yet converted; nothing if the run was cancelled.
    std::optional<std::vector<Value>> begin(int node);
    bool must_ask(int node) const;      // its lazy inputs are still to be chosen
    bool is_shared(int node) const;     // equal keys in flight are computed once
    std::optional<Outcome> find_in_memory(int node);

    const Program& program() const { return *program_; }
    const Keys& keys() const { return keys_; }
    const RunOptions& options() const { return options_; }
    const Registry& registry() const { return registry_; }
    Caches& caches() { return caches_; }
    void tell(Event event);             // adds the time and delivers
    void add_file(int node, const std::filesystem::path& file);

  private:
    enum class Stage : char {
        idle,      // not demanded yet
        settled,   // its needed outputs were there; some may have been dropped again
        waiting,   // for inputs
        active,    // ready, queued, running, or waiting for an equal node in flight
        failed,    // or cannot run because of one that failed
    };
    struct Slot {
        Value value;
        bool is_needed = false;
        bool is_required = false;   // by an input that cannot do without it
        bool is_ready = false;
    };

    void mark_rehearsed();
    void set_up(std::shared_ptr<const Graph> graph);
    std::vector<int> want(const std::vector<std::string>& targets);
    std::span<Slot> slots_of(int node);
    Slot& slot(const Feed& feed) { return slots_[program_->nodes[feed.node].first_output + feed.output]; }
    void need(const Feed& feed, bool is_required = false);
    void tell_lacks(int node, const Outcome& outcome);
    std::optional<Error> reason_to_fail(int node, const Outcome& outcome);
    bool lacks_outputs(int node);
    std::vector<int> demand(std::vector<int> nodes);
    bool reuse(int node);
    bool await(int node);              // whether all its inputs are ready
    void fail(int node, std::optional<Error> error);
    void release_inputs(int node);
    std::vector<int> start(std::vector<int> ready);
    void end_if_idle();
    void count_uses();
    Event event(EventKind kind, int node) const;
    void report(EventKind kind, int node, double seconds, std::size_t bytes);

    const std::shared_ptr<Scheduler> scheduler_;
    const Registry& registry_;
    Caches& caches_;
    const RunOptions options_;
    const std::chrono::steady_clock::time_point started_;
    EventQueue events_;

    std::mutex mutex_;
    std::shared_ptr<const Program> program_;
    Keys keys_;
    std::vector<Feed> target_feeds_;                             // all outputs of all targets
    std::vector<std::pair<std::string, std::size_t>> targets_;   // id and number of outputs
    std::vector<Stage> stages_;         // by node
    std::vector<int> pending_;          // by node: inputs not ready
    std::vector<int> uses_;             // by node: inputs that may still read its outputs
    std::vector<char> has_asked_;       // by node
    std::vector<char> has_released_;    // by node
    std::vector<Slot> slots_;           // by output
    std::vector<char> is_awaited_;      // by input
    std::vector<char> is_asked_;        // by input: lazy and chosen
    int active_ = 0;
    bool was_stopped_ = false;
    bool has_ended_ = false;
    RunResult result_;
};

}  // namespace noiseloom
