#include "gimp/published.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace noiseloom {
namespace fs = std::filesystem;
namespace {

constexpr JsonLimits limits{std::size_t{4} << 20, 8, std::size_t{1} << 20, 10'000, 1000, 200'000};

Error damaged(const std::string& what) {
    return {Code::bad_workflow, "the list of published workflows is damaged: " + what, "Publish a workflow in Noiseloom anew: that writes the list.", "", "", ""};
}

bool is_name(const std::string& text) {
    return !text.empty() && text.size() <= 60 && std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

std::string text_of(const Json& json, const char* key) {
    const auto at = json.find(key);
    return at != json.end() && at->is_string() ? at->get<std::string>() : "";
}

double number_of(const Json& json, const char* key) {
    const auto at = json.find(key);
    return at != json.end() && at->is_number() ? at->get<double>() : 0;
}

const Json* list_of(const Json& json, const char* key) {
    const auto at = json.find(key);
    return at != json.end() && at->is_array() ? &*at : nullptr;
}

// Argument names begin with a letter, and none stands twice: GIMP 3 makes properties of them.
void give_name(std::string wanted, PublishedWorkflow& workflow, Argument& argument) {
    static constexpr std::string_view reserved[] = {"run-mode", "image", "drawable", "drawables", "procedure"};
    const auto is_taken = [&](const std::string& name) {
        return std::find(std::begin(reserved), std::end(reserved), name) != std::end(reserved) ||
               std::any_of(workflow.arguments.begin(), workflow.arguments.end(), [&](const Argument& other) { return other.name == name; });
    };
    if (wanted.front() < 'a' || is_taken(wanted)) wanted = "field-" + wanted;
    while (is_taken(wanted)) wanted += "-2";
    argument.name = std::move(wanted);
    workflow.arguments.push_back(std::move(argument));
}

std::string words(const Json& choices) {
    std::string all;
    for (const Json& choice : choices)
        if (choice.is_string()) all += (all.empty() ? "" : ", ") + choice.get<std::string>();
    return all;
}

Result<void> read_field(const Json& json, PublishedWorkflow& workflow) {
    Argument field;
    field.key = text_of(json, "name");
    if (!is_name(field.key)) return damaged("a field of '" + workflow.name + "' has no usable name");
    field.label = text_of(json, "label");
    field.about = text_of(json, "about");
    field.low = number_of(json, "low");
    field.high = number_of(json, "high");
    field.value = json.value("value", Json());
    const std::string kind = text_of(json, "kind");
    if (kind == "number") field.kind = ArgumentKind::number;
    else if (kind == "integer") field.kind = ArgumentKind::integer;
    else if (kind == "switch") field.kind = ArgumentKind::flag;
    field.empty_is_absent = field.kind == ArgumentKind::text && kind != "text";
    if (const Json* choices = list_of(json, "choices")) field.about += (field.about.empty() ? "One of: " : " One of: ") + words(*choices) + ".";
    give_name(field.key, workflow, field);
    return {};
}

Result<void> read_inputs(const Json& list, PublishedWorkflow& workflow) {
    for (const Json& json : list) {
        const std::string name = text_of(json, "name"), label = text_of(json, "label");
        if (!is_name(name)) return damaged("an input of '" + workflow.name + "' has no usable name");
        if (workflow.first_input.empty()) {
            workflow.first_input = name;
            continue;
        }
        Argument layer{Argument::Meaning::layer, name, "", label, "Name of the layer for the input '" + (label.empty() ? name : label) + "'; empty: what the workflow takes by itself.", ArgumentKind::text, "", 0, 0, true};
        give_name(name + "-layer", workflow, layer);
    }
    return {};
}

Result<PublishedWorkflow> read_workflow(const Json& json) {
    PublishedWorkflow workflow{text_of(json, "name"), text_of(json, "title"), text_of(json, "about"), {}, ""};
    if (!is_name(workflow.name)) return damaged("a workflow has no usable name");
    if (workflow.title.empty()) workflow.title = workflow.name;
    if (const Json* fields = list_of(json, "fields"))
        for (const Json& field : *fields) NL_CHECK(read_field(field, workflow));
    if (const Json* inputs = list_of(json, "inputs")) NL_CHECK(read_inputs(*inputs, workflow));
    Argument count{Argument::Meaning::count, "", "", "Variations", "How many variations to make.", ArgumentKind::integer, 1, 1, 64, false};
    give_name("count", workflow, count);
    return workflow;
}

fs::path user_file() {
    const char* data = std::getenv("XDG_DATA_HOME");
    const char* home = std::getenv("HOME");
    return (data && *data ? fs::path(data) : fs::path(home ? home : "") / ".local/share") / "noiseloom/published.json";
}

}  // namespace

Result<std::vector<PublishedWorkflow>> read_published(std::string_view text) {
    auto json = parse_json(text, limits);
    if (!json) return damaged(json.error().message);
    const Json* list = json->is_object() ? list_of(*json, "workflows") : nullptr;
    if (!list || number_of(*json, "version") != 1) return damaged("it is not of version 1");
    std::vector<PublishedWorkflow> workflows;
    for (const Json& item : *list) {
        NL_TRY(PublishedWorkflow workflow, read_workflow(item));
        const bool is_twice = std::any_of(workflows.begin(), workflows.end(), [&](const PublishedWorkflow& other) { return other.name == workflow.name; });
        if (is_twice) return damaged("'" + workflow.name + "' stands there twice");
        workflows.push_back(std::move(workflow));
    }
    return workflows;
}

Result<std::vector<PublishedWorkflow>> load_published(const fs::path& application) {
    std::error_code failed;
    fs::path path = user_file();
    if (!fs::exists(path, failed) && !application.empty()) path = application.parent_path().parent_path() / "share/noiseloom/published.json";
    if (!fs::exists(path, failed)) return std::vector<PublishedWorkflow>();
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    if (!file) return damaged(path.string() + " cannot be read");
    auto workflows = read_published(text.view());
    if (!workflows) workflows.error().message += " (" + path.string() + ")";
    return workflows;
}

void set_arguments(Open& open, const PublishedWorkflow& workflow, const std::vector<Json>& values, const std::string& layer) {
    open.workflow = workflow.name;
    if (!workflow.first_input.empty() && !layer.empty()) open.inputs[workflow.first_input] = layer;
    for (std::size_t i = 0; i < std::min(values.size(), workflow.arguments.size()); ++i) {
        const Argument& argument = workflow.arguments[i];
        if (argument.empty_is_absent && values[i] == "") continue;
        if (argument.meaning == Argument::Meaning::count) open.count = std::clamp(values[i].get<int>(), 1, 64);
        else if (argument.kind == ArgumentKind::flag) open.arguments[argument.key] = values[i].is_boolean() ? values[i] : Json(values[i] != 0);
        else (argument.meaning == Argument::Meaning::field ? open.arguments : open.inputs)[argument.key] = values[i];
    }
}

}  // namespace noiseloom
