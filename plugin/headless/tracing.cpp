#include "headless/tracing.h"

#include <algorithm>

#include "core/atomic_file.h"
#include "diffusion/trace.h"
#include "engine/program.h"

namespace noiseloom {
namespace {

bool gives_trace(const NodeDef& def) {
    const auto& outputs = def.outputs();
    return std::any_of(outputs.begin(), outputs.end(), [](const OutputDecl& output) { return output.type == &type_of<Trace>(); });
}

}  // namespace

Result<std::vector<std::string>> targets_with_traces(const Graph& graph, const Registry& registry, std::vector<std::string> targets) {
    const Program program = bind_graph(std::make_shared<const Graph>(graph), registry);
    if (targets.empty()) targets = default_targets(program);
    std::vector<bool> is_needed(static_cast<std::size_t>(program.size()));
    for (const std::string& target : targets)
        if (const int node = program.find(target); node >= 0) is_needed[static_cast<std::size_t>(node)] = true;
    bool found = false;
    for (int node = program.size() - 1; node >= 0; --node) {   // upstream has lower numbers
        if (!is_needed[static_cast<std::size_t>(node)] || program.is_bypassed(node)) continue;
        for (const Feed& feed : program.inputs_of(node))
            if (feed.is_wire()) is_needed[static_cast<std::size_t>(feed.node)] = true;
        const BoundNode& bound = program.nodes[node];
        if (!bound.def || !gives_trace(*bound.def)) continue;
        found = true;
        if (std::find(targets.begin(), targets.end(), *bound.id) == targets.end()) targets.push_back(*bound.id);
    }
    if (!found) return Error{Code::usage, "nothing that would run has a trace", "--trace tells what guidance does in a Sample node.", "", "", ""};
    return targets;
}

Result<void> write_traces(const std::filesystem::path& file, const RunResult& result) {
    Json json = Json::object();
    for (const auto& [id, outputs] : result.outputs)
        for (const Value& output : outputs)
            if (output && output.is<Trace>()) json[id] = to_json(output.as<Trace>());
    return write_file(file, json_text(json, 1) + "\n");
}

}  // namespace noiseloom
