// What a run would do, without doing it: per node reuse, run, may run, blocked or not needed, with
// seconds and bytes. 10,000 nodes take a few tens of milliseconds.
#pragma once

#include <unordered_set>

#include "engine/caches.h"
#include "engine/keys.h"

namespace noiseloom {

enum class Action {
    reuse,        // its outputs are in the cache
    run,
    may_run,      // behind a lazy input: runs only if that is asked for
    blocked,      // cannot run: see Plan::errors
    not_needed,   // no target needs it, or what needs it is reused
};

struct PlannedNode {
    std::string id;
    Action action = Action::not_needed;
    double seconds = 0;      // run, may_run: declared by the node or measured in this process; 0: unknown
    std::size_t bytes = 0;   // reuse: of the outputs; run: of the outputs when the type last ran here, 0 if it never did
    bool on_disk = false;    // reuse: at least one output must be read from disk
};

struct Plan {
    std::vector<PlannedNode> nodes;   // upstream first
    std::vector<Error> errors;        // why needed nodes are blocked, each with its node
    double seconds = 0;               // of all that run, one after the other; not of those that may run
    const PlannedNode* find(std::string_view id) const;   // linear
};

std::string_view name_of(Action action);

// Keys of outputs that runs planned before this one will have left in the caches.
using Promised = std::unordered_set<Key>;
void promise(const Plan& plan, const Program& program, const Keys& keys, Promised& promised);

// `targets` are node ids; empty: default_targets(). An unknown target is an error in the plan.
Plan plan(const Program& program, const Keys& keys, const std::vector<std::string>& targets, const Caches& caches, const Promised& promised = {});
Plan plan(std::shared_ptr<const Graph> graph, const Registry& registry, const std::vector<std::string>& targets,
          const KeyOptions& options, const Caches& caches);

}  // namespace noiseloom
