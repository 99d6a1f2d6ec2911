// The .noiseloom file: JSON that people can read, compare and merge.
//
//     { "noiseloom": 1,
//       "nodes": {
//         "cfg-7k2q": { "type": "guidance.cfg@1",
//           "model": "@ckpt-1d9f.model",
//           "scale": 5.5 } },
//       "subgraphs": {...},              // see subgraph.h
//       "form": [
//         { "input": "cfg-7k2q.scale", "label": "Guidance" } ],
//       "view": {
//         "at": {
//           "cfg-7k2q": [640, 104] } } }
//
// Canonical: keys sorted, one input a line, each wire beside the input that it feeds, inputs at their
// default left out, looks last. Nodes and keys that this version does not know are kept and written
// back. The same text is used for files, templates and pictures that carry their workflow.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/graph.h"
#include "core/registry.h"
#include "core/subgraph.h"

namespace noiseloom {

struct Workflow {
    Graph graph;
    Json form = Json::array();       // of {"input": "node.input", "label": ...}
    Json view = Json::object();      // "at": {node: [x, y]}, frames, camera: meaningless to a run
    Json unknown = Json::object();   // other keys of the file, kept as they were
    Subgraphs subgraphs = {};        // by name
    bool operator==(const Workflow&) const = default;

    // Of the definition of that name, or the workflow's own for an empty one; null: there is no such definition.
    const Graph* graph_in(const std::string& scope) const;
    const Json* view_in(const std::string& scope) const;
};

struct WorkflowLimits {
    std::size_t bytes = std::size_t{64} << 20;
    std::size_t nodes = 100'000;   // with those of definitions, and again with all subgraphs opened
    std::size_t links = 1'000'000;
};

constexpr std::string_view workflow_suffix = ".noiseloom";

// Reads what write_workflow() wrote or a person did. Errors name the JSON path
// ("nodes.cfg-7k2q.scale"); what is too large is refused before anything is built.
Result<Workflow> read_workflow(std::string_view text, const WorkflowLimits& limits = {});
// With a registry, inputs that equal the default of their node's version are left out.
std::string write_workflow(const Workflow& workflow, const Registry* registry = nullptr);

Result<Workflow> load_workflow(const std::filesystem::path& file);
// Atomic: after a crash the file is the old or the new one.
Result<void> save_workflow(const std::filesystem::path& file, const Workflow& workflow, const Registry* registry = nullptr);

}  // namespace noiseloom
