#include "engine/active_run.h"

#include <algorithm>
#include <chrono>

#include "engine/scheduler.h"

namespace noiseloom {

ActiveRun::ActiveRun(std::shared_ptr<Scheduler> scheduler, const Registry& registry, Caches& caches, RunOptions options)
    : scheduler_(std::move(scheduler)), registry_(registry), caches_(caches), options_(std::move(options)),
      started_(std::chrono::steady_clock::now()), events_(options_.on_event) {}

void ActiveRun::cancel() {
    Cancel flag = options_.cancel;
    flag.request();
    scheduler_->sweep(shared_from_this());
}

const RunResult& ActiveRun::wait() {
    events_.wait();
    return result_;
}

Event ActiveRun::event(EventKind kind, int node) const {
    Event made;
    made.kind = kind;
    made.node = *program_->nodes[node].id;
    made.time = std::chrono::duration<double>(std::chrono::steady_clock::now() - started_).count();
    return made;
}

void ActiveRun::report(EventKind kind, int node, double seconds, std::size_t bytes) {
    if (!events_.is_heard()) return;
    Event told = event(kind, node);
    told.seconds = seconds;
    told.bytes = bytes;
    events_.add(std::move(told));
}

void ActiveRun::tell(Event told) {
    if (!events_.is_heard()) return;
    told.time = std::chrono::duration<double>(std::chrono::steady_clock::now() - started_).count();
    events_.add(std::move(told));
    events_.deliver();
}

void ActiveRun::add_file(int node, const std::filesystem::path& file) {
    {
        const std::lock_guard lock(mutex_);
        result_.files.push_back(file);
    }
    Event told = event(EventKind::wrote, node);
    told.file = file;
    tell(std::move(told));
}

std::span<ActiveRun::Slot> ActiveRun::slots_of(int node) {
    return std::span(slots_).subspan(program_->nodes[node].first_output, program_->outputs_of(node));
}

std::vector<int> ActiveRun::prepare(std::shared_ptr<const Graph> graph, const std::vector<std::string>& targets) {
    std::vector<int> ready;
    {
        const std::lock_guard lock(mutex_);
        try {
            set_up(std::move(graph));
            std::vector<int> wanted = want(targets);
            count_uses();
            if (result_.errors.empty()) ready = start(demand(std::move(wanted)));
        } catch (const Cancelled&) {   // while files were hashed
            Cancel(options_.cancel).request();
            was_stopped_ = true;
        } catch (const std::exception& problem) {   // what resolves or loads files may throw
            ready.clear();
            active_ = 0;
            targets_.clear();
            result_.errors.push_back({Code::internal, "the run could not be prepared", "This is a bug: please report it.", "", "", problem.what()});
        }
        end_if_idle();
    }
    events_.deliver();
    return ready;
}

void ActiveRun::set_up(std::shared_ptr<const Graph> graph) {
    program_ = scheduler_->bound(std::move(graph));
    const int models_changed = caches_.digests().models_changed();
    keys_ = keys_of(*program_, {options_.compute, options_.files.get(), &caches_.digests()});
    if (caches_.digests().models_changed() != models_changed) caches_.memory().clear();   // weights mapped from the old files are not theirs any more
    if (!options_.rehearsals.empty()) mark_rehearsed();
    stages_.assign(program_->nodes.size(), Stage::idle);
    pending_.assign(program_->nodes.size(), 0);
    uses_.assign(program_->nodes.size(), 0);
    has_asked_.assign(program_->nodes.size(), 0);
    has_released_.assign(program_->nodes.size(), 0);
    slots_.resize(program_->outputs);
    is_awaited_.assign(program_->inputs.size(), 0);
    is_asked_.assign(program_->inputs.size(), 0);
}

// What a rehearsal makes must not be taken for a result.
void ActiveRun::mark_rehearsed() {
    for (int node = 0; node < program_->size(); ++node) {   // upstream has lower numbers
        char& is_volatile = keys_.is_volatile[node];
        if (options_.rehearsals.contains(*program_->nodes[node].id)) is_volatile = 1;
        for (const Feed& feed : program_->inputs_of(node))
            if (feed.is_wire() && keys_.is_volatile[feed.node]) is_volatile = 1;
    }
}

std::vector<int> ActiveRun::start(std::vector<int> ready) {
    if (options_.cancel.requested()) {
        was_stopped_ = was_stopped_ || !ready.empty();
        return {};
    }
    active_ += static_cast<int>(ready.size());
    for (const int node : ready) {
        if (events_.is_heard() && !has_asked_[node]) events_.add(event(EventKind::queued, node));
        stages_[node] = Stage::active;
    }
    return ready;
}

std::vector<int> ActiveRun::ask(int node, const std::vector<std::string>& lazy_inputs) {
    std::vector<int> ready;
    {
        const std::lock_guard lock(mutex_);
        const NodeDef& def = *program_->nodes[node].def;
        --active_;
        has_asked_[node] = 1;
        stages_[node] = Stage::waiting;
        std::vector<int> sources;
        for (const std::string& name : lazy_inputs) {
            const int input = program_->nodes[node].first_input + static_cast<int>(def.input_index(name));
            const Feed& feed = program_->inputs[input];
            is_asked_[input] = 1;
            if (!feed.is_wire()) continue;
            need(feed, true);
            sources.push_back(feed.node);
        }
        ready = demand(std::move(sources));
        if (await(node)) ready.push_back(node);
        ready = start(std::move(ready));
        end_if_idle();
    }
    events_.deliver();
    return ready;
}

bool ActiveRun::must_ask(int node) const { return program_->nodes[node].def->has_lazy_inputs() && !has_asked_[node]; }

bool ActiveRun::is_shared(int node) const {
    return options_.use_cache && !keys_.is_volatile[node] && program_->outputs_of(node) > 0 && !must_ask(node);
}

std::optional<std::vector<Value>> ActiveRun::begin(int node) {
    std::vector<Value> values;
    {
        const std::lock_guard lock(mutex_);
        if (options_.cancel.requested()) return {};
        const NodeDef& def = *program_->nodes[node].def;
        values.resize(def.inputs().size());
        for (std::size_t i = 0; i < values.size(); ++i) {
            const int input = program_->nodes[node].first_input + static_cast<int>(i);
            const Feed& feed = program_->inputs[input];
            if (!feed.is_wire())
                values[i] = feed.literal;
            else if (!def.inputs()[i].is_lazy || is_asked_[input])
                values[i] = slot(feed).value;
        }
        if (!must_ask(node) && events_.is_heard()) events_.add(event(EventKind::started, node));
    }
    events_.deliver();
    return values;
}

std::optional<Outcome> ActiveRun::find_in_memory(int node) {
    Outcome outcome;
    outcome.reused = true;
    for (int i = 0; i < program_->outputs_of(node); ++i) {
        auto cached = caches_.memory().find_value(keys_.outputs[program_->nodes[node].first_output + i]);
        if (!cached) return {};
        outcome.seconds = std::max(outcome.seconds, cached->seconds);
        outcome.outputs.push_back(std::move(cached->value));
    }
    return outcome;
}

std::vector<int> ActiveRun::settle(int node, const Outcome& outcome) {
    std::vector<int> ready;
    {
        const std::lock_guard lock(mutex_);
        --active_;
        if (outcome.cancelled) {
            was_stopped_ = true;
            stages_[node] = Stage::failed;
            events_.add(event(EventKind::cancelled, node));
        } else if (auto error = reason_to_fail(node, outcome)) {
            fail(node, std::move(error));
        } else {
            const auto slots = slots_of(node);
            std::size_t bytes = 0;
            for (std::size_t i = 0; i < slots.size(); ++i) {
                slots[i].value = outcome.outputs[i];
                slots[i].is_ready = true;
                bytes += outcome.outputs[i].bytes();
            }
            stages_[node] = Stage::settled;
            tell_lacks(node, outcome);
            ++(outcome.reused ? result_.reused : result_.computed);
            report(outcome.reused ? EventKind::cached : EventKind::finished, node, outcome.seconds, bytes);
            release_inputs(node);
            for (const Consumer& consumer : program_->consumers_of(node)) {
                if (!is_awaited_[consumer.input]) continue;
                is_awaited_[consumer.input] = 0;
                if (--pending_[consumer.node] == 0 && stages_[consumer.node] == Stage::waiting) ready.push_back(consumer.node);
            }
            ready = start(std::move(ready));
        }
        end_if_idle();
    }
    events_.deliver();
    return ready;
}

void ActiveRun::drop(const std::vector<int>& nodes) {
    {
        const std::lock_guard lock(mutex_);
        for (const int node : nodes) {
            --active_;
            stages_[node] = Stage::failed;
            was_stopped_ = true;
            events_.add(event(EventKind::cancelled, node));
        }
        end_if_idle();
    }
    events_.deliver();
}

void ActiveRun::end_if_idle() {
    if (active_ > 0 || has_ended_) return;
    has_ended_ = true;
    std::size_t next = 0;
    bool is_complete = true;
    for (const auto& [id, count] : targets_) {
        std::vector<Value>& values = result_.outputs[id];
        for (const std::size_t end = next + count; next < end; ++next) {
            const Feed& feed = target_feeds_[next];
            const bool is_known = !feed.is_wire() || !keys_.is_blocked(feed.node);
            is_complete = is_complete && is_known && (!feed.is_wire() || slot(feed).is_ready);
            values.push_back(!is_known ? Value() : feed.is_wire() ? slot(feed).value : feed.literal);
        }
    }
    result_.cancelled = options_.cancel.requested() && (was_stopped_ || !is_complete);
    result_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started_).count();
    slots_.clear();
    scheduler_->forget(*this);
    events_.close();
}

}  // namespace noiseloom
