// What the canvas shows of a node's run.
#pragma once

#include <optional>
#include <string>

#include <QImage>

#include "core/result.h"

namespace noiseloom {

enum class NodeState {
    idle,       // nothing is known: never run, not planned
    will_run,   // the plan of the graph as it is now runs it (or may, behind a lazy input)
    waiting,    // of a run that goes on, and has not come to it
    running,
    ready,      // its results are at hand: computed or cached
    failed,
    blocked,    // cannot run: see error, which may be another node's
};

struct NodeStatus {
    NodeState state = NodeState::idle;
    double done = 0, total = 0;    // running: steps or bytes; total 0: unknown
    double seconds = 0;            // running: so far; ready: what it took; will_run: what it will, 0 if unknown
    double seconds_left = 0;       // running: by its progress; 0: unknown
    int steps_to_walk = 0, steps = 0;   // will_run: of a sampler, where the steps before are at hand; steps 0: not told
    std::size_t bytes = 0;         // ready: of its outputs
    bool was_reused = false;       // ready: this time it came from the cache
    std::optional<Error> error;    // failed, blocked
    std::optional<Error> warning;  // ready, running: what it told about itself
    QImage picture;                // newest preview or result; null: none
    bool is_stale = false;         // the picture belongs to other inputs than those of now
};

}  // namespace noiseloom
