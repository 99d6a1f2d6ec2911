// Templates, run through the engine.
#pragma once

#include <filesystem>

#include "core/workflow.h"
#include "engine/executor.h"
#include "engine/files.h"

namespace noiseloom::testing {

const std::filesystem::path resources = std::filesystem::path(NOISELOOM_SOURCE_DIR) / "resources";

class ResourceFiles : public FileResolver {
  public:
    Result<std::filesystem::path> resolve(const FileRef& file, FileKind, const std::string&) override { return resources / file.name; }
};

inline Graph graph_of_template(const std::string& name) { return load_workflow(resources / "templates" / (name + ".noiseloom")).or_throw().graph; }

// What one node of it gives.
inline std::vector<Value> outputs_of(const Graph& graph, const std::string& node, const Registry& registry, Caches& caches) {
    RunOptions options;
    options.files = std::make_shared<ResourceFiles>();
    Executor executor(registry, caches);
    const RunResult result = run_now(executor, graph, {node}, options);
    if (!result.ok()) throw Failure(result.errors.front());
    return result.outputs.at(node);
}

}  // namespace noiseloom::testing
