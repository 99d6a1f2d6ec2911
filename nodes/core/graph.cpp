#include "core/graph.h"

#include <charconv>

#include "core/ids.h"

namespace noiseloom {
namespace {

Error bad(std::string message, std::string hint = "") {
    return {Code::bad_workflow, std::move(message), std::move(hint)};
}

std::string in_quotes(std::string_view text) { return "'" + std::string(text.substr(0, 80)) + "'"; }

// "guidance.cfg@1" into type and version.
Result<void> read_type(const Json& json, Node& node, const std::string& path) {
    const std::string where = ", at " + path + ".type";
    const std::string hint = "It is written as \"category.name@version\".";
    if (!json.is_string()) return bad("the type of a node must be a text" + where, hint);
    const auto& text = json.get_ref<const std::string&>();
    const std::size_t at = text.find('@');
    if (at == std::string::npos || at == 0 || at > 128) return bad("not a node type: " + in_quotes(text) + where, hint);
    const char* end = text.data() + text.size();
    const auto [stopped, problem] = std::from_chars(text.data() + at + 1, end, node.version);
    if (problem != std::errc() || stopped != end || text[at + 1] == '0' || node.version < 1)
        return bad("not a node version: " + in_quotes(text) + where, hint);
    node.type = text.substr(0, at);
    return {};
}

}  // namespace

Json input_to_json(const Input& input) {
    if (const Link* link = link_of(input)) return '@' + link->node + '.' + link->output;
    const Json& literal = std::get<Json>(input);
    if (literal.is_string() && literal.get_ref<const std::string&>().starts_with('@')) return '@' + literal.get_ref<const std::string&>();
    return literal;
}

Result<Input> input_from_json(Json json) {
    if (!json.is_string() || !json.get_ref<const std::string&>().starts_with('@')) return Input(std::move(json));
    const auto& text = json.get_ref<const std::string&>();
    if (text.starts_with("@@")) return Input(Json(text.substr(1)));
    const std::size_t dot = text.find('.');
    const std::string_view node = std::string_view(text).substr(1, dot - 1);
    const std::string_view output = dot == std::string::npos ? "" : std::string_view(text).substr(dot + 1);
    if (!is_valid_id(node) || !is_valid_socket(output))
        return bad("not a wire: " + in_quotes(text),
                   "A wire is written \"@node.output\"; a text that begins with @ is written with two of them.");
    return Input(Link{std::string(node), std::string(output)});
}

Json node_to_json(const Node& node) {
    Json json = node.unknown;
    json["type"] = node.type + '@' + std::to_string(node.version);
    if (node.bypass) json["bypass"] = true;
    if (node.mute) json["mute"] = true;
    for (const auto& [name, input] : node.inputs) json[name] = input_to_json(input);
    return json;
}

Result<Node> node_from_json(Json json, const std::string& path) {
    if (!json.is_object()) return bad("a node must be an object, at " + path);
    const auto type = json.find("type");
    if (type == json.end()) return bad("a node has no type, at " + path, "It is written as \"type\": \"category.name@version\".");
    Node node;
    NL_CHECK(read_type(*type, node, path));
    for (auto& [name, value] : json.get_ref<Json::object_t&>()) {
        if (name == "type") continue;
        if (name == "bypass" || name == "mute") {
            if (!value.is_boolean()) return bad(name + " must be true or false, at " + path + '.' + name);
            (name == "mute" ? node.mute : node.bypass) = value.get<bool>();
        } else if (is_valid_socket(name)) {
            auto input = input_from_json(std::move(value));
            if (!input) {
                input.error().message += ", at " + path + '.' + name;
                return std::move(input.error());
            }
            node.inputs.emplace_hint(node.inputs.end(), name, *std::move(input));
        } else {
            node.unknown[name] = std::move(value);
        }
    }
    return node;
}

}  // namespace noiseloom
