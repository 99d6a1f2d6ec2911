#include "core/override.h"

#include <algorithm>

#include "core/ids.h"
#include "core/usage.h"

namespace noiseloom {
namespace {

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

// The value as JSON, if it parses and the input takes it, else as text. The input may be null: unknown.
Result<Json> literal_of(std::string_view text, const InputDecl* decl) {
    auto json = parse_json(text);
    const bool is_null = json && json->is_null();
    if (!decl) return json ? *std::move(json) : Json(std::string(text));
    if (json && !is_null && parse_field(*decl, *json)) return *std::move(json);
    Json raw = std::string(text);
    auto as_text = parse_field(*decl, raw);
    if (as_text) return raw;
    if (is_null) return Json();
    auto as_json = json ? parse_field(*decl, *json) : std::move(as_text);
    return std::move(as_json.error());
}

}  // namespace

Result<std::string> find_node(std::string_view word, const Graph& graph, const Declarations& declarations) {
    if (graph.nodes.contains(std::string(word))) return std::string(word);
    // The nearest kind of name decides: "prompt" is the node prompt-x3pa, though others are titled "Prompt".
    std::vector<std::string> by_slug, by_name, by_prefix, names;
    const std::string small = lower(word);
    for (const auto& [id, node] : graph.nodes) {
        const std::string slug(slug_of(id));
        const NodeDef* def = declarations.find(node.type);
        const bool is_type = word == node.type || word == node.type.substr(node.type.rfind('.') + 1);
        if (word == slug) by_slug.push_back(id);
        if (is_type || (def && small == lower(def->title()))) by_name.push_back(id);
        if (id.starts_with(word)) by_prefix.push_back(id);
        names.push_back(id);
        if (slug != id && (names.size() < 2 || names[names.size() - 2] != slug)) names.push_back(slug);
    }
    const auto& found = !by_slug.empty() ? by_slug : !by_name.empty() ? by_name : by_prefix;
    if (found.size() == 1) return found[0];
    const std::string shown(word.substr(0, 80));
    if (found.empty() || word.empty()) return usage("there is no node '" + shown + "' in the workflow", did_you_mean(word, names));
    std::string all;
    for (std::size_t i = 0; i < std::min<std::size_t>(found.size(), 8); ++i) all += (i ? ", " : "") + found[i];
    return usage("'" + shown + "' may mean " + std::to_string(found.size()) + " nodes",
                 "Say which by its id: " + all + (found.size() > 8 ? ", ..." : "") + ".");
}

Result<Patch> parse_override(std::string_view text, const Graph& graph, const Declarations& declarations) {
    const std::size_t equals = text.find('=');
    const std::size_t dot = text.substr(0, equals).rfind('.');
    if (equals == std::string_view::npos || dot == std::string_view::npos || dot == 0 || dot + 1 == equals)
        return usage("'" + std::string(text.substr(0, 80)) + "' is not of the form node.input=value", "For example: cfg.scale=5.5");
    NL_TRY(const std::string id, find_node(text.substr(0, dot), graph, declarations));
    const std::string name(text.substr(dot + 1, equals - dot - 1));
    const std::string_view value = text.substr(equals + 1);
    const Node& node = graph.nodes.at(id);
    if (name == "bypass" || name == "mute") {
        if (value != "true" && value != "false")
            return usage(name + " is true or false, and not '" + std::string(value.substr(0, 80)) + "'");
        if (name == "mute") return Patch{{SetMute{id, value == "true"}}};
        return Patch{{SetBypass{id, value == "true"}}};
    }
    const NodeDef* def = declarations.find(node.type);
    const InputDecl* decl = def ? def->input(name) : nullptr;
    if (!decl && (def || !node.inputs.contains(name))) {
        std::vector<std::string> names;
        if (def)
            for (const InputDecl& known : def->inputs()) names.push_back(known.name);
        else
            for (const auto& [known, input] : node.inputs) names.push_back(known);
        return usage("'" + id + "' (" + node.type + ") has no input '" + name.substr(0, 80) + "'", did_you_mean(name, names));
    }
    if (value.starts_with('@')) {
        auto input = input_from_json(std::string(value));
        const bool is_wire = input && link_of(*input);
        if (is_wire && graph.nodes.contains(link_of(*input)->node)) return Patch{{SetInput{id, name, *std::move(input)}}};
    }
    auto literal = literal_of(value, decl);
    if (!literal) {
        Error error = std::move(literal.error());
        error.code = Code::usage;
        error.message = "'" + id + "." + name + "': " + error.message;
        return error;
    }
    if (literal->is_null()) return Patch{{SetInput{id, name, {}}}};
    return Patch{{SetInput{id, name, Input(*std::move(literal))}}};
}

}  // namespace noiseloom
