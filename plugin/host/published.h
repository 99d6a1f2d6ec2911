// Workflows that have an entry in the menus of image editors: what their entries say, of the forms of the workflows, and which arguments their
// procedures take (PROTOCOL.md, "Published workflows"). The list of them is published_list.h.
#pragma once

#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/declarations.h"
#include "core/patch.h"
#include "core/workflow.h"

namespace noiseloom {

enum class PublishedKind { text, number, integer, toggle, choice, seed, json };
inline constexpr std::array<std::string_view, 7> published_kinds{"text", "number", "integer", "switch", "choice", "seed", "json"};   // in their order

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

// `name`, or with a number behind it where that is taken; taken from then on.
std::string unique_name(const std::string& name, std::set<std::string>& taken);

}  // namespace noiseloom
