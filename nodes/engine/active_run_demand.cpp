// The part of a run that decides: what is needed, what the cache has, what waits for what, and what
// fails with what.
#include "engine/active_run.h"

#include <algorithm>
#include <queue>
#include <utility>

namespace noiseloom {

// Notes what the result reads; returns the nodes that compute it.
std::vector<int> ActiveRun::want(const std::vector<std::string>& targets) {
    std::vector<int> nodes;
    for (const std::string& id : targets.empty() ? default_targets(*program_) : targets) {
        const int node = program_->find(id);
        if (node < 0) {
            result_.errors.push_back({Code::bad_workflow, "there is no node '" + id + "'", "", id, "", ""});
            continue;
        }
        std::vector<Feed> feeds;
        if (const auto passes = program_->passes.find(node); passes != program_->passes.end()) feeds = passes->second;
        for (int i = 0; i < program_->outputs_of(node); ++i) feeds.push_back({node, i});
        nodes.push_back(node);
        for (const Feed& feed : feeds) {
            need(feed);
            if (feed.is_wire()) nodes.push_back(feed.node);
        }
        targets_.emplace_back(id, feeds.size());
        target_feeds_.insert(target_feeds_.end(), feeds.begin(), feeds.end());
    }
    return nodes;
}

// How many inputs may read each node's outputs: those of all nodes that the targets may need.
void ActiveRun::count_uses() {
    std::vector<char> may_run(program_->nodes.size(), 0);
    for (const Feed& feed : target_feeds_)
        if (feed.is_wire()) {
            may_run[feed.node] = 1;
            ++uses_[feed.node];   // the result reads it too
        }
    for (const auto& [id, outputs] : targets_) may_run[program_->find(id)] = 1;
    for (int node = program_->size() - 1; node >= 0; --node)
        if (may_run[node])
            for (const Feed& feed : program_->inputs_of(node))
                if (feed.is_wire()) {
                    may_run[feed.node] = 1;
                    ++uses_[feed.node];
                }
}

void ActiveRun::need(const Feed& feed, bool is_required) {
    if (!feed.is_wire() || keys_.is_blocked(feed.node)) return;
    slot(feed).is_needed = true;
    slot(feed).is_required = slot(feed).is_required || is_required;
}

bool ActiveRun::lacks_outputs(int node) {
    const auto slots = slots_of(node);
    if (slots.empty()) return stages_[node] == Stage::idle;
    return std::any_of(slots.begin(), slots.end(), [](const Slot& slot) { return slot.is_needed && !slot.is_ready; });
}

// Demands nodes and, where they are not in the cache, what they need: consumers are decided before
// what feeds them. Returns those with all inputs ready.
std::vector<int> ActiveRun::demand(std::vector<int> nodes) {
    std::priority_queue<int> queue(std::less<int>(), std::move(nodes));
    std::vector<int> waiting;
    while (!queue.empty() && !options_.cancel.requested()) {
        const int node = queue.top();
        queue.pop();
        Stage& stage = stages_[node];
        if (stage == Stage::waiting || stage == Stage::active || stage == Stage::failed) continue;
        if (program_->is_bypassed(node) && !keys_.errors.contains(node)) continue;   // what it passes on was demanded beside it
        if (keys_.is_blocked(node)) {
            stage = Stage::failed;
            if (const auto error = keys_.errors.find(node); error != keys_.errors.end()) fail(node, error->second);
            for (const Feed& feed : program_->inputs_of(node))
                if (feed.is_wire() && keys_.is_blocked(feed.node)) queue.push(feed.node);
            continue;
        }
        if (!lacks_outputs(node) || reuse(node)) continue;
        stage = Stage::waiting;
        waiting.push_back(node);
        std::size_t input = 0;
        const bool reads_again = std::exchange(has_released_[node], 0);
        for (const Feed& feed : program_->inputs_of(node)) {
            if (reads_again && feed.is_wire()) ++uses_[feed.node];
            const InputDecl& decl = program_->nodes[node].def->inputs()[input++];
            if (decl.is_lazy || !feed.is_wire()) continue;
            need(feed, !decl.is_optional);
            queue.push(feed.node);
        }
    }
    std::vector<int> ready;
    for (auto node = waiting.rbegin(); node != waiting.rend(); ++node)
        if (await(*node)) ready.push_back(*node);
    return ready;
}

bool ActiveRun::reuse(int node) {
    const BoundNode& bound = program_->nodes[node];
    const auto slots = slots_of(node);
    if (!options_.use_cache || keys_.is_volatile[node] || slots.empty()) return false;
    std::vector<std::pair<std::size_t, Cached>> found;
    for (std::size_t i = 0; i < slots.size(); ++i) {
        if (!slots[i].is_needed || slots[i].is_ready) continue;
        auto cached = caches_.find(keys_.outputs[bound.first_output + i], *bound.def->outputs()[i].type);
        if (!cached) return false;
        found.emplace_back(i, *std::move(cached));
    }
    double seconds = 0;
    std::size_t bytes = 0;
    for (auto& [i, cached] : found) {
        seconds = std::max(seconds, cached.seconds);
        bytes += cached.value.bytes();
        slots[i].value = std::move(cached.value);
        slots[i].is_ready = true;
    }
    report(EventKind::cached, node, seconds, bytes);
    stages_[node] = Stage::settled;
    ++result_.reused;
    release_inputs(node);
    return true;
}

bool ActiveRun::await(int node) {
    const NodeDef& def = *program_->nodes[node].def;
    int input = program_->nodes[node].first_input;
    int pending = 0;
    std::size_t declared = 0;
    for (const Feed& feed : program_->inputs_of(node)) {
        const bool is_read = !def.inputs()[declared++].is_lazy || is_asked_[input];
        if (is_read && feed.is_wire()) {
            if (stages_[feed.node] == Stage::failed) {
                fail(node, {});
                return false;
            }
            if (!slot(feed).is_ready) {
                is_awaited_[input] = 1;
                ++pending;
            }
        }
        ++input;
    }
    pending_[node] = pending;
    return pending == 0;
}

// The node's error, or why it has no value where one is required.
std::optional<Error> ActiveRun::reason_to_fail(int node, const Outcome& outcome) {
    if (outcome.error) return outcome.error;
    for (const auto& [output, why] : outcome.lacking)
        if (slots_of(node)[output].is_required) return why;
    return {};
}

// To nodes that can do without a value and have a wire for it.
void ActiveRun::tell_lacks(int node, const Outcome& outcome) {
    for (const Consumer& consumer : program_->consumers_of(node)) {
        const Feed& feed = program_->inputs[consumer.input];
        const auto lack = feed.node == node ? outcome.lacking.find(static_cast<std::size_t>(feed.output)) : outcome.lacking.end();
        if (lack == outcome.lacking.end() || stages_[consumer.node] == Stage::idle) continue;
        const BoundNode& bound = program_->nodes[consumer.node];
        const std::string& input = bound.def->inputs()[static_cast<std::size_t>(consumer.input - bound.first_input)].name;
        Event told = event(EventKind::warning, consumer.node);
        told.error = lack->second;
        told.error->message = "input '" + input + "' is connected and gets nothing: " + lack->second.message;
        told.error->node = *bound.id;
        events_.add(std::move(told));
    }
}

// With an error: the node's own; without: it cannot run because of another. Stops all that waits for it.
void ActiveRun::fail(int failed, std::optional<Error> error) {
    if (error) {
        if (error->node.empty()) error->node = *program_->nodes[failed].id;
        Event told = event(EventKind::failed, failed);
        told.error = error;
        events_.add(std::move(told));
        result_.errors.push_back(*std::move(error));
    }
    std::vector<int> stopped{failed};
    while (!stopped.empty()) {
        const int node = stopped.back();
        stopped.pop_back();
        stages_[node] = Stage::failed;
        release_inputs(node);
        for (const Consumer& consumer : program_->consumers_of(node))
            if (is_awaited_[consumer.input] && stages_[consumer.node] == Stage::waiting) stopped.push_back(consumer.node);
    }
}

void ActiveRun::release_inputs(int node) {
    if (has_released_[node]) return;
    has_released_[node] = 1;
    for (const Feed& feed : program_->inputs_of(node)) {
        if (!feed.is_wire() || --uses_[feed.node] > 0) continue;
        for (Slot& slot : slots_of(feed.node)) slot = {};
    }
}

}  // namespace noiseloom
