// nodes and templates: what there is to build with. The manual page of a node comes from its
// declaration, as everything else about it does.
#include <cstdio>
#include <iostream>

#include "core/declarations.h"
#include "headless/commands.h"
#include "headless/manual.h"
#include "headless/terminal.h"
#include "session/session.h"

namespace noiseloom {
namespace {

bool matches(const NodeDef& def, const std::string& filter) {
    return filter.empty() || def.type().find(filter) != std::string::npos || def.title().find(filter) != std::string::npos ||
           def.search_words().find(filter) != std::string::npos;
}

}  // namespace

int nodes_command(const Registry& registry, const std::string& filter, bool json, bool markdown) {
    Workflow workflow;   // a file's own nodes are its subgraphs
    if (filter.ends_with(workflow_suffix)) {
        auto source = open_source(filter, registry);
        if (!source) return fail(source.error(), json);
        workflow = std::move(source->workflow);
        if (workflow.subgraphs.empty()) return fail({Code::usage, "'" + filter + "' has no subgraphs, and so no nodes of its own", "`noiseloom nodes` lists those of Noiseloom.", "", "", ""}, json);
    }
    const Declarations declarations(registry, workflow.subgraphs);
    std::vector<const NodeDef*> defs = declarations.subgraphs();
    if (const NodeDef* exact = registry.find(filter))
        defs.push_back(exact);
    else if (workflow.subgraphs.empty())
        for (const NodeDef* def : registry.all())
            if (matches(*def, filter)) defs.push_back(def);
    if (defs.empty()) return fail({Code::usage, "no node is called '" + filter + "'", "`noiseloom nodes` lists them all.", "", "", ""}, json);
    if (json) {
        Json all = Json::array();
        for (const NodeDef* def : defs) all.push_back(declaration_json(*def));
        std::cout << json_text(all, 2) << "\n";
        return 0;
    }
    std::string category;
    for (const NodeDef* def : defs) {
        if (markdown) {
            if (def->category() != category) std::cout << "## " << (category = def->category()) << "\n\n";
            std::cout << manual_markdown(*def, registry);
        } else if (defs.size() == 1) {
            std::cout << manual_page(*def, registry);
        } else {
            std::printf("%-28s %s\n", def->type().c_str(), def->summary().c_str());
        }
    }
    return 0;
}

int templates_command(const Registry& registry, bool json) {
    Json all = Json::array();
    for (const Template& one : templates()) {
        if (json) {
            auto source = open_source(one.file.string(), registry);
            all.push_back({{"name", one.name}, {"about", one.about}, {"nodes", source ? source->workflow.graph.nodes.size() : 0}});
        } else {
            std::printf("%-24s %s\n", one.name.c_str(), plain(one.about).c_str());
        }
    }
    if (json) std::cout << json_text(all, 2) << "\n";
    return 0;
}

}  // namespace noiseloom
