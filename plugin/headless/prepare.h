// From the arguments of run, plan and validate to a graph that is ready: opened, overridden, with
// the files that the user named granted.
#pragma once

#include <memory>

#include "core/flatten.h"
#include "core/run.h"
#include "engine/caches.h"
#include "headless/commands.h"
#include "session/session.h"

namespace noiseloom {

struct Prepared {
    Source source;                        // its workflow has the overrides applied
    std::shared_ptr<FileRoots> files;
    Compute compute;
    std::vector<std::string> targets;     // node ids; empty: the engine's choice
};

Result<Prepared> prepare(const Registry& registry, const GraphArguments& arguments);

CacheSettings cache_settings(const GraphArguments& arguments);

}  // namespace noiseloom
