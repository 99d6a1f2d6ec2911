#include "headless/prepare.h"

#include <algorithm>
#include <set>

#include "core/override.h"
#include "core/validate.h"
#include "models/device.h"
#include "engine/graph_inputs.h"

namespace noiseloom {
namespace fs = std::filesystem;
namespace {

void grant_files(const Patch& patch, const Graph& graph, const Declarations& declarations, FileRoots& files) {
    for (const Operation& operation : patch.operations)
        if (const auto* set = std::get_if<SetInput>(&operation); set && set->to && !link_of(*set->to)) grant_file(graph, declarations, set->node, set->input, std::get<Json>(*set->to), files);
}

Result<void> override_inputs(Workflow& workflow, const Registry& registry, const std::vector<std::string>& overrides, FileRoots& files) {
    const Declarations declarations(registry, workflow.subgraphs);
    for (const std::string& text : overrides) {
        NL_TRY(const Patch patch, parse_override(text, workflow.graph, declarations));
        grant_files(patch, workflow.graph, declarations, files);
        NL_TRY([[maybe_unused]] const Patch inverse, apply(patch, workflow));
    }
    return {};
}

// --input photo=cat.png: the image input whose form label, node id or id's slug is "photo".
Result<std::string> find_named_input(const Workflow& workflow, const Registry& registry, const std::string& name) {
    std::string found, all;
    for_each_input<FileRef>(workflow.graph, Declarations(registry, workflow.subgraphs), [&](const std::string& id, const Node& node, const InputDecl& input) {
        if (input.file == FileKind::output || is_linked(node, input.name)) return;
        const std::string path = id + "." + input.name;
        std::string label;
        for (const Json& field : workflow.form)
            if (field.is_object() && field.value("input", Json()) == Json(path)) label = field.value("label", std::string());
        const std::string slug = id.substr(0, id.rfind('-'));
        if (name == id || name == slug || name == path || name == label) found = path;
        all += (all.empty() ? "" : ", ") + slug;
    });
    if (!found.empty()) return found;
    return Error{Code::usage, "this workflow has no file input '" + name + "'", all.empty() ? "It reads no files." : "Its file inputs are: " + all + ".", "", "", ""};
}

// An --output that names nothing is a mistake that would be seen only after the run.
Result<void> check_that_files_are_written(const Prepared& prepared, const Registry& registry) {
    NL_TRY(const FlatGraph flat, flattened(prepared.source.workflow, registry));
    const Graph& graph = flat.graph;
    const std::vector<std::string> order = topological_order(graph, flat_targets(flat, registry, prepared.targets));
    const std::set<std::string> asked(order.begin(), order.end());
    std::string writer, elsewhere;
    for_each_input<FileRef>(graph, registry, [&](const std::string& id, const Node& node, const InputDecl& input) {
        if (input.file == FileKind::output && !node.bypass && !node.mute) (asked.contains(id) ? writer : elsewhere) = id;
    });
    if (!writer.empty()) return {};
    if (elsewhere.empty())
        return Error{Code::usage, "this workflow writes no file, so --output has nothing to name", "Add a Save Image node to it, or leave --output out.", "", "", ""};
    return Error{Code::usage, "nothing that --target names writes a file, so --output has nothing to name",
                 "Add the node that saves: --target " + elsewhere.substr(0, elsewhere.find('/')) + ". Or leave --output out.", "", "", ""};
}

// Outputs are files by an extension, which their default has too, or else folders (training): --output FILE names files only.
bool is_file(const InputDecl& input) { return input.value.is_string() && fs::path(input.value.get<std::string>()).has_extension(); }

Result<void> name_output(Prepared& prepared, const Registry& registry, const std::string& output) {
    if (output.empty()) return {};
    NL_CHECK(check_that_files_are_written(prepared, registry));
    std::error_code failed;
    if (output.ends_with('/') || fs::is_directory(output, failed)) {
        prepared.files->output = output;
        return {};
    }
    const fs::path path(output);
    prepared.files->output = path.has_parent_path() ? path.parent_path() : fs::path(".");
    Patch patch;
    for_each_input_in<FileRef>(prepared.source.workflow, registry, [&](const std::string& scope, const std::string& id, const Node& node, const InputDecl& input) {
        if (input.file == FileKind::output && is_file(input) && !is_linked(node, input.name)) patch.operations.push_back(SetInput{id, input.name, Input(Json(path.filename().string())), scope});
    });
    if (patch.empty())
        return Error{Code::usage, "the names of this workflow's files are computed, so --output cannot name one", "Name a folder: --output DIR/", "", "", ""};
    NL_TRY([[maybe_unused]] const Patch inverse, apply(patch, prepared.source.workflow));
    return {};
}

Result<void> set_seed(Workflow& workflow, const Registry& registry, std::uint64_t seed) {
    Patch patch;
    for_each_input_in<Seed>(workflow, registry, [&](const std::string& scope, const std::string& id, const Node& node, const InputDecl& input) {
        if (!is_linked(node, input.name)) patch.operations.push_back(SetInput{id, input.name, Input(Json(seed)), scope});
    });
    if (patch.empty()) return Error{Code::usage, "this workflow has no seed to set", "", "", "", ""};
    NL_TRY([[maybe_unused]] const Patch inverse, apply(patch, workflow));
    return {};
}

}  // namespace

Result<Prepared> prepare(const Registry& registry, const GraphArguments& arguments) {
    Prepared prepared;
    NL_TRY(prepared.source, open_source(arguments.workflow, registry));
    prepared.files = std::make_shared<FileRoots>();
    prepared.files->models = default_model_folders(resources_folder());
    prepared.files->samples = resources_folder() / "templates";
    if (!prepared.source.file.empty()) prepared.files->workflow = fs::absolute(prepared.source.file).parent_path();
    for (const std::string& folder : arguments.allow_paths) {
        std::error_code failed;
        if (!fs::is_directory(folder, failed)) return Error{Code::usage, "--allow-path: there is no folder '" + folder + "'", "", "", "", ""};
        prepared.files->allowed.push_back(folder);
    }

    Workflow& workflow = prepared.source.workflow;
    std::vector<std::string> overrides;
    for (const std::string& input : arguments.inputs) {
        const auto equals = input.find('=');
        if (equals == std::string::npos) return Error{Code::usage, "--input wants name=FILE, not '" + input + "'", "", "", "", ""};
        NL_TRY(const std::string path, find_named_input(workflow, registry, input.substr(0, equals)));
        if (std::error_code failed; !fs::exists(input.substr(equals + 1), failed))
            return Error{Code::usage, "there is no file '" + input.substr(equals + 1) + "'", "Check the path after --input.", "", "", ""};
        overrides.push_back(path + "=" + json_text(fs::absolute(input.substr(equals + 1)).string()));
    }
    overrides.insert(overrides.end(), arguments.set.begin(), arguments.set.end());
    NL_CHECK(override_inputs(workflow, registry, overrides, *prepared.files));
    if (arguments.seed) NL_CHECK(set_seed(workflow, registry, *arguments.seed));
    for (const std::string& name : arguments.targets) {
        NL_TRY(std::string id, find_node(name, workflow.graph, Declarations(registry, workflow.subgraphs)));
        prepared.targets.push_back(std::move(id));
    }
    NL_CHECK(name_output(prepared, registry, arguments.output));
    NL_TRY(prepared.compute, choose_compute(arguments.device, arguments.dtype));
    return prepared;
}

CacheSettings cache_settings(const GraphArguments& arguments) {
    CacheSettings settings;
    if (arguments.use_cache) settings.folder = arguments.cache_folder.empty() ? default_cache_folder() : fs::path(arguments.cache_folder);
    return settings;
}

}  // namespace noiseloom
