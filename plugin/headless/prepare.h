// From the arguments of run, plan and validate to a graph that is ready: opened, overridden, with
// the files that the user named granted.
#pragma once

#include <memory>

#include "core/run.h"
#include "engine/caches.h"
#include "headless/commands.h"
#include "headless/session.h"

namespace noiseloom {

struct Prepared {
    Source source;                        // its graph has the overrides applied
    std::shared_ptr<FileRoots> files;
    Compute compute;
    std::vector<std::string> targets;     // node ids; empty: the engine's choice
};

Result<Prepared> prepare(const Registry& registry, const GraphArguments& arguments);

// A file that the user typed as the value of an input may be read by the workflow: that is the permission. Other inputs' values are left alone.
void grant_file(const Graph& graph, const Registry& registry, const std::string& node, const std::string& input, const Json& value, FileRoots& files);

// Adds `offset` to every seed that is typed in (not connected): the pictures of --count.
Graph with_seed_offset(Graph graph, const Registry& registry, std::uint64_t offset);

CacheSettings cache_settings(const GraphArguments& arguments);

}  // namespace noiseloom
