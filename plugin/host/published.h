// Workflows that have an entry in the menus of image editors: what their entries say, and which arguments their procedures take
// (PROTOCOL.md, "Published workflows").
//
// The application writes the list, of the forms of the workflows; bridges, which know no nodes, read it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/declarations.h"
#include "core/patch.h"
#include "core/workflow.h"

namespace noiseloom {

enum class PublishedKind { text, number, integer, toggle, choice, seed, json };

struct PublishedField {
    std::string name, label, about;      // "guidance-scale"
    std::string input;                   // "cfg-9d1f.scale"
    PublishedKind kind = PublishedKind::text;
    Json value;
    std::optional<Range> range;
    std::vector<std::string> choices;
};

struct PublishedInput {                  // a picture that the host gives
    std::string name, label, input;
};

struct Published {
    std::string name, title, about;      // "fill-selection", "Fill Selection"
    std::string source;                  // a workflow file, or the name of a template
    std::vector<PublishedField> fields;
    std::vector<PublishedInput> inputs;
};

// By what the form shows, in its order; picture inputs that it does not show come last.
Published published(const std::string& name, const std::string& title, const std::string& source, const Workflow& workflow, const Registry& registry);

// Lower case letters, digits and hyphens of a title: "Fill Selection…" is "fill-selection". Of one without any letter or digit: "workflow".
std::string published_name(std::string_view title);

// What sets the fields that arguments name, by field name or "node.input"; values may be texts of what they mean. Errors (usage): unknown
// names, values that do not fit.
Result<Patch> patch_of_arguments(const Json& arguments, const Published& published, const Workflow& workflow, const Registry& registry);

// $XDG_DATA_HOME/noiseloom/published.json, or below ~/.local/share.
std::filesystem::path published_file();

std::string published_text(const std::vector<Published>& all);

// The user's list, with those that came with a later Noiseloom than it was made with; else what comes with Noiseloom. Errors (bad_workflow,
// disk): a list is damaged or cannot be read.
Result<std::vector<Published>> list_published(const std::filesystem::path& resources);

// The same for who cannot mend the user's list: where it is damaged, what comes with Noiseloom, and the error to be told.
struct UsablePublished {
    std::vector<Published> workflows;
    std::optional<Error> problem;
};
UsablePublished usable_published(const std::filesystem::path& resources);

// Adds a workflow to the user's list, or replaces the one of its title; its copy lies beside the list from now on. Error (usage): no title.
Result<Published> publish(const std::string& title, const Workflow& workflow, const Registry& registry, const std::filesystem::path& resources);
Result<void> unpublish(const std::string& name, const std::filesystem::path& resources);

}  // namespace noiseloom
