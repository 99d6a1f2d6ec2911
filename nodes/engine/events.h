// What a run tells while it goes on: one struct for every kind, so that a terminal, a JSON stream
// and an editor read the same thing. Events of one run come one at a time and in order, from worker
// threads; a receiver may keep them (the preview shares its value).
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "core/value.h"

namespace noiseloom {

enum class EventKind { queued, started, progress, preview, metric, cached, finished, failed, cancelled, wrote, warning };

struct Event {
    EventKind kind = EventKind::queued;
    std::string node;              // id
    double time = 0;               // seconds since the run was started
    double done = 0, total = 0;    // progress: in steps or bytes
    int step = 0;                  // preview, metric
    std::string name;              // metric
    double number = 0;             // metric
    Value preview;
    double seconds = 0;            // finished: spent in the node; cached: what the value once took
    std::size_t bytes = 0;         // finished, cached: size of the outputs
    std::optional<Error> error;    // failed, warning
    std::filesystem::path file;    // wrote
};

using EventCallback = std::function<void(const Event&)>;

std::string_view name_of(EventKind kind);

// {"event": "finished", "node": "cfg-7k2q", "time": 1.5, "seconds": 0.02, "bytes": 4096}: only what
// the kind uses. A preview gives its type and size, not its pixels.
Json to_json(const Event& event);
Json to_json(const Error& error);   // {"code", "message"} and what else is not empty

}  // namespace noiseloom
