// Runs graphs: what is cached is reused, the rest runs on one worker thread per device, with a small
// pool beside it for nodes that do not compute on the device.
//
//     Executor executor(registry, caches);
//     auto run = executor.start(graph, {"save-x1"}, options);
//     RunResult result = run->wait();
//
// A scheduler thread binds the graph, computes its keys and looks into the caches; if everything
// is there the run ends at once. Otherwise workers take nodes as their inputs become ready, nearest
// to the end first, and whoever completes a node makes its consumers ready. Upstream of a lazy input
// nothing happens until needs() asks for it. Nodes with equal keys in flight, in whatever runs, are
// computed once. A failing node stops what depends on it and nothing else.
//
// The call of a node is a wall: Failure, Cancelled, std::bad_alloc and std::exception become errors
// that name the node. After std::bad_alloc the cache is emptied and the node tried once more.
#pragma once

#include <memory>

#include "core/run.h"
#include "engine/caches.h"
#include "engine/events.h"
#include "engine/keys.h"

namespace noiseloom {

struct ExecutorSettings {
    int pool_threads = 2;
};

struct RunOptions {
    Compute compute;
    std::shared_ptr<FileResolver> files;         // null: no files
    // RunContext::fact by name: "workflow", "parameters". Asked by worker threads, when a node wants it; may wait
    // for other work, and throw Failure or Cancelled.
    std::map<std::string, std::function<std::string(const Cancel&)>> facts;
    EventCallback on_event;                      // may be empty; must not throw or wait for the run
    Cancel cancel;                               // stops all runs started with it; a signal handler may request it
    bool use_cache = true;                       // false: neither read nor written
    std::shared_ptr<FileClaims> claims;          // RunContext::claims; null: existing files are kept
    // Stores for the steps of these nodes (by id) that have them counted instead of walked. What such a node gives then is no
    // result: neither it nor what is made of it comes from the caches or goes into them.
    std::map<std::string, StepStore*> rehearsals;
};

struct RunResult {
    bool cancelled = false;
    std::vector<Error> errors;                               // of the nodes that failed, in order of time
    std::map<std::string, std::vector<Value>> outputs;       // of each target, as declared; empty where it failed
    std::vector<std::filesystem::path> files;                // written by nodes
    double seconds = 0;
    int computed = 0;                                        // nodes that ran
    int reused = 0;                                          // nodes taken from the cache

    bool ok() const { return !cancelled && errors.empty(); }
    // An output of a target by name, or the first error.
    Result<Value> output(const Registry& registry, const Graph& graph, const std::string& node, std::string_view name) const;
};

class RunHandle {
  public:
    virtual ~RunHandle() = default;
    // Returns at once. Nodes that run end at their next check; no other node starts.
    virtual void cancel() = 0;
    virtual bool finished() const = 0;
    // Returns when no node of the run works any more and all its events were delivered.
    virtual const RunResult& wait() = 0;
};

class Scheduler;

class Executor {
  public:
    // Both must outlive the executor.
    Executor(const Registry& registry, Caches& caches, ExecutorSettings settings = {});
    ~Executor();   // cancels what is running and waits for it
    Executor(const Executor&) = delete;
    Executor& operator=(const Executor&) = delete;

    // `targets` are node ids; empty: default_targets(). Of a muted one nothing runs, and its outputs are empty.
    std::shared_ptr<RunHandle> start(std::shared_ptr<const Graph> graph, std::vector<std::string> targets, RunOptions options = {});

  private:
    std::shared_ptr<Scheduler> scheduler_;
};

// start() and wait() in one.
RunResult run_now(Executor& executor, const Graph& graph, std::vector<std::string> targets = {}, RunOptions options = {});

}  // namespace noiseloom
