#include "ui/app/read_document.h"

#include "core/validate.h"
#include "ui/model/looks.h"
#include "ui/model/workflow_ending.h"

namespace noiseloom {
namespace {

// Nodes without a place, of a file that was written by hand, get one before the document begins: that is no edit of the user's.
Workflow with_places(Workflow workflow) {
    std::vector<std::string> scopes{""};
    for (const auto& [name, subgraph] : workflow.subgraphs) scopes.push_back(name);
    for (const std::string& scope : scopes) {
        Patch placed = place_nodes(*workflow.graph_in(scope), *workflow.view_in(scope));
        for (Operation& operation : placed.operations)
            if (auto* look = std::get_if<SetView>(&operation)) look->scope = scope;
        (void)apply(placed, workflow);   // positions that are valid by construction
    }
    return workflow;
}

Result<Workflow> read_any(Backend& backend, const QString& path) {
    const std::filesystem::path file = path.toStdString();
    if (is_workflow(path)) return load_workflow(file);
    NL_TRY(const std::string text, backend.embedded_workflow(file));
    return read_workflow(text);
}

}  // namespace

Result<Workflow> read_document(Backend& backend, const QString& path) {
    NL_TRY(Workflow workflow, read_any(backend, path));
    NL_TRY(workflow, upgraded(std::move(workflow), backend.registry()));
    return with_places(std::move(workflow));
}

}  // namespace noiseloom
