#include "gimp/procedures.h"

#include <algorithm>
#include <cstdio>

#include "core/environment.h"
#include "core/templates.h"
#include "host/published_list.h"

namespace noiseloom {
namespace fs = std::filesystem;
namespace {

constexpr const char* first_layer = "The layer that was called on counts as the active one.";

Argument argument(const char* name, const char* about, ArgumentKind kind, Json value) {
    Argument made;
    made.name = made.label = name;
    made.about = about;
    made.kind = kind;
    made.value = std::move(value);
    if (kind == ArgumentKind::integer) made.range = Range{1, 64, 1};
    return made;
}

SessionEnd refused(const std::string& error) { return {SessionEnd::How::failed, error, {}}; }

Result<Json> object_in(const Json& text, const char* what) {
    if (!text.is_string() || text == "") return Json::object();
    auto json = parse_json(text.get_ref<const std::string&>(), {}, Code::usage);
    if (json && json->is_object()) return json;
    return Error{Code::usage, std::string(what) + " must be a JSON object, such as {\"prompt\": \"a red boat\"}" + (json ? "." : ": " + json.error().message), "", "", "", ""};
}

SessionEnd run_any(const Call& call, const std::vector<int>& layers) {
    if (call.values.size() != any_workflow().arguments.size() || call.values[0] == "") return refused("Name a workflow: one that is published, a template or a file.");
    auto arguments = object_in(call.values[1], "The arguments"), inputs = object_in(call.values[2], "The inputs");
    if (!arguments || !inputs) return refused((arguments ? inputs : arguments).error().message);
    Open open{Purpose::run, call.values[0], *std::move(arguments), *std::move(inputs)};
    open.count = std::clamp(call.values[3].get<int>(), 1, 64);
    return run_session(call.image, layers, std::move(open));
}

// Where what comes with an application lies, which its own environment may name elsewhere.
fs::path resources_of(const fs::path& application) {
    const std::string named = environment("NOISELOOM_RESOURCES");
    return !named.empty() ? fs::path(named) : resources_beside(application);
}

}  // namespace

Procedure editor() {
    return {editor_procedure, "Noiseloom…", "Opens Noiseloom's editor on this image.", std::string("Results come back as new layers, as often as wanted, until the editor is closed. ") + first_layer, {}};
}

Procedure any_workflow() {
    return {run_procedure, "", "Runs a workflow of Noiseloom on this image, without a window.", first_layer,
            {argument("workflow", "Name of a published workflow or a template, or a file", ArgumentKind::text, ""),
             argument("arguments", "Values for its fields, or for any input as \"node.input\", as a JSON object; may be empty", ArgumentKind::text, ""),
             argument("inputs", "Layers for its picture inputs, by name, as a JSON object; may be empty", ArgumentKind::text, ""),
             argument("count", "How many variations to make", ArgumentKind::integer, 1)}};
}

std::string procedure_name(const Published& workflow) { return std::string(editor_procedure) + "-" + workflow.name; }

Procedure procedure_of(const Published& workflow) {
    std::string label;   // in menus an underscore marks a key
    for (char c : workflow.title) label += c == '_' ? std::string("__") : std::string(1, c);
    return {procedure_name(workflow), label + "…", workflow.about.empty() ? workflow.title : workflow.about,
            "A workflow that was published in Noiseloom. Without a dialog, its fields are the arguments.", arguments_of(workflow)};
}

namespace {

UsablePublished usable_workflows() {
    const Installed here = installed();
    UsablePublished usable = usable_published(resources_of(find_application(application_places(here.folder, here.built_for))));
    std::erase_if(usable.workflows, [](const Published& workflow) { return procedure_name(workflow) == run_procedure; });
    return usable;
}

}  // namespace

std::vector<Published> published_workflows() {
    UsablePublished usable = usable_workflows();
    if (usable.problem) std::fprintf(stderr, "Noiseloom: %s\n", to_string(*usable.problem).c_str());
    return std::move(usable.workflows);
}

SessionEnd run_procedure_call(const Call& call) {
    const std::vector<int> layers = layers_of_drawables(call.drawables);
    if (call.procedure == editor_procedure) return run_session(call.image, layers, {Purpose::editor});
    if (call.procedure == run_procedure) return run_any(call, layers);
    const auto [workflows, problem] = usable_workflows();
    const auto found = std::find_if(workflows.begin(), workflows.end(), [&](const Published& workflow) { return procedure_name(workflow) == call.procedure; });
    if (found == workflows.end() && problem) return refused(to_string(*problem));
    if (found == workflows.end()) return refused("This workflow is no longer published in Noiseloom. GIMP's menu will know at its next start.");
    Open open{call.mode == RunMode::interactive ? Purpose::form : Purpose::run, found->name};
    open.uses_last_values = call.mode == RunMode::last_values;
    if (call.mode == RunMode::by_script) {
        const auto arguments = arguments_of(*found);
        if (call.values.size() != arguments.size()) return refused("This workflow was published anew with other fields. GIMP will know them at its next start.");
        set_arguments(open, arguments, call.values);
    }
    return run_session(call.image, layers, std::move(open));
}

}  // namespace noiseloom
