#include "engine/scheduler.h"

#include <algorithm>

#include "engine/node_call.h"

namespace noiseloom {

Scheduler::Scheduler(const Registry& registry, Caches& caches, ExecutorSettings settings)
    : registry_(registry), caches_(caches), settings_(settings) {
    preparer_ = std::thread([this] { prepare_runs(); });
}

std::shared_ptr<RunHandle> Scheduler::start(std::shared_ptr<const Graph> graph, std::vector<std::string> targets, RunOptions options) {
    auto run = std::make_shared<ActiveRun>(shared_from_this(), registry_, caches_, std::move(options));
    {
        const std::lock_guard lock(mutex_);
        runs_.insert(run);
    }
    post([this, run, graph = std::move(graph), targets = std::move(targets)] { submit(run, run->prepare(graph, targets)); });
    return run;
}

void Scheduler::post(std::function<void()> task) {
    const std::lock_guard lock(mutex_);
    tasks_.push_back(std::move(task));
    task_posted_.notify_one();
}

void Scheduler::prepare_runs() {
    std::unique_lock lock(mutex_);
    while (true) {
        task_posted_.wait(lock, [this] { return is_stopping_ || !tasks_.empty(); });
        if (tasks_.empty()) return;
        auto task = std::move(tasks_.front());
        tasks_.pop_front();
        lock.unlock();
        task();
        task = nullptr;
        lock.lock();
    }
}

void Scheduler::work(Lane& lane) {
    std::unique_lock lock(mutex_);
    while (true) {
        ++lane.idle;
        lane.wake.wait(lock, [&] { return is_stopping_ || !lane.jobs.empty(); });
        --lane.idle;
        if (lane.jobs.empty()) return;
        std::optional<Job> job = std::move(lane.jobs.front());
        lane.jobs.pop_front();
        lock.unlock();
        while (job) job = call(*job, lane);
        lock.lock();
    }
}

Scheduler::Lane& Scheduler::lane_of(const ActiveRun& run, int node) {
    const bool on_device = run.program().nodes[node].def->uses_device();
    const auto [found, is_new] = lanes_.try_emplace(on_device ? run.options().compute.device : "");
    if (is_new && !on_device) found->second.most_threads = static_cast<std::size_t>(std::max(1, settings_.pool_threads));
    return found->second;
}

std::optional<Scheduler::Job> Scheduler::submit(const std::shared_ptr<ActiveRun>& run, const std::vector<int>& nodes, Lane* own) {
    std::optional<Job> next;
    if (nodes.empty()) return next;
    std::unique_lock lock(mutex_);
    if (run->options().cancel.requested()) {   // its sweep may be over: it would not find them
        lock.unlock();
        run->drop(nodes);
        return next;
    }
    for (const int node : nodes) {
        if (run->is_shared(node)) {
            const auto [found, is_first] = in_flight_.try_emplace(run->keys().nodes[node]);
            if (!is_first) {
                found->second.push_back({run, node});
                continue;
            }
        }
        Lane& lane = lane_of(*run, node);
        if (&lane == own && !next) {
            next = Job{run, node};
            continue;
        }
        lane.jobs.push_back({run, node});
        if (lane.idle > 0)
            lane.wake.notify_one();
        else if (lane.threads.size() < lane.most_threads)
            lane.threads.emplace_back([this, &lane] { work(lane); });
    }
    return next;
}

std::optional<Scheduler::Job> Scheduler::call(const Job& job, Lane& own) {
    ActiveRun& run = *job.run;
    if (run.is_shared(job.node))
        if (const auto found = run.find_in_memory(job.node)) return complete(job, *found, own);   // another run was faster
    auto inputs = run.begin(job.node);
    if (!inputs) {
        Outcome cancelled;
        cancelled.cancelled = true;
        return complete(job, cancelled, own);
    }
    if (!run.must_ask(job.node)) return complete(job, call_node(run, job.node, *std::move(inputs)), own);
    const Wanted wanted = ask_node(run, job.node, *std::move(inputs));
    if (wanted.failure) return submit(job.run, run.settle(job.node, *wanted.failure), &own);
    return submit(job.run, run.ask(job.node, wanted.inputs), &own);
}

// Equal nodes in flight share a success; after anything else they try for themselves, since the
// reason may lie in the run (a cancel, files that it may not read).
std::optional<Scheduler::Job> Scheduler::complete(const Job& job, const Outcome& outcome, Lane& own) {
    std::vector<Job> others;
    if (job.run->is_shared(job.node)) {
        const std::lock_guard lock(mutex_);
        others = std::move(in_flight_.extract(job.run->keys().nodes[job.node]).mapped());
    }
    const bool went_well = !outcome.cancelled && !outcome.error;
    Outcome shared;
    if (went_well && !others.empty()) {
        shared = outcome;
        shared.reused = true;
    }
    std::optional<Job> next = submit(job.run, job.run->settle(job.node, outcome), &own);
    for (const Job& other : others) {
        const std::vector<int> ready = went_well ? other.run->settle(other.node, shared) : std::vector{other.node};
        auto more = submit(other.run, ready, next ? nullptr : &own);
        if (more) next = std::move(more);
    }
    return next;
}

void Scheduler::sweep(std::shared_ptr<ActiveRun> run) {
    const std::lock_guard lock(mutex_);
    if (!runs_.contains(run)) return;
    tasks_.push_back([this, run = std::move(run)] { take_out(run); });
    task_posted_.notify_one();
}

void Scheduler::take_out(const std::shared_ptr<ActiveRun>& run) {
    std::vector<int> dropped;
    std::vector<Job> orphans;   // of other runs, which waited for what is dropped here
    {
        const std::lock_guard lock(mutex_);
        for (auto& [key, waiting] : in_flight_)
            std::erase_if(waiting, [&](const Job& job) {
                if (job.run == run) dropped.push_back(job.node);
                return job.run == run;
            });
        for (auto& [device, lane] : lanes_)
            std::erase_if(lane.jobs, [&](const Job& job) {
                if (job.run != run) return false;
                dropped.push_back(job.node);
                if (run->is_shared(job.node)) {
                    auto waiting = std::move(in_flight_.extract(run->keys().nodes[job.node]).mapped());
                    orphans.insert(orphans.end(), waiting.begin(), waiting.end());
                }
                return true;
            });
    }
    run->drop(dropped);
    for (const Job& orphan : orphans) submit(orphan.run, {orphan.node});
}

std::shared_ptr<const Program> Scheduler::bound(std::shared_ptr<const Graph> graph) {
    if (last_bound_ && last_bound_->graph == graph) return last_bound_;
    const bool is_owned = graph.use_count() > 0;   // another graph may come to lie where a borrowed one was
    auto program = std::make_shared<const Program>(bind_graph(std::move(graph), registry_));
    last_bound_ = is_owned ? program : nullptr;
    return program;
}

void Scheduler::forget(ActiveRun& run) {
    const std::lock_guard lock(mutex_);
    runs_.erase(run.shared_from_this());
}

void Scheduler::shut_down() {
    std::set<std::shared_ptr<ActiveRun>> runs;
    {
        const std::lock_guard lock(mutex_);
        runs = runs_;
    }
    for (const auto& run : runs) run->cancel();
    for (const auto& run : runs) run->wait();
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
        task_posted_.notify_all();
        for (auto& [device, lane] : lanes_) lane.wake.notify_all();
    }
    preparer_.join();
    for (auto& [device, lane] : lanes_)
        for (std::thread& thread : lane.threads) thread.join();
}

}  // namespace noiseloom
