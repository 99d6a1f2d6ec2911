#include "ui/host/host_values.h"

#include <array>

#include "core/ids.h"
#include "core/usage.h"
#include "ui/form/form_edit.h"
#include "ui/model/field_edit.h"

namespace noiseloom {
namespace {

constexpr std::array<std::string_view, 4> sources{"active", "merged", "layer", "file"};   // in the order of InputFrom
constexpr std::array<std::string_view, 3> ways{"layer", "replace", "image"};              // of PutAs

// The place of a word in a list, if it is there.
template <std::size_t count>
std::optional<int> place_of(const Json& values, const char* key, const std::array<std::string_view, count>& words) {
    const auto found = values.find(key);
    if (found == values.end() || !found->is_string()) return std::nullopt;
    const auto at = std::find(words.begin(), words.end(), found->get_ref<const std::string&>());
    return at == words.end() ? std::nullopt : std::optional(static_cast<int>(at - words.begin()));
}

Json object_of(const Json& values, const char* key) {
    const auto found = values.find(key);
    return found != values.end() && found->is_object() ? *found : Json::object();
}

}  // namespace

Json values_of(const HostSession& session, const EditorDocument& document) {
    Json values = {{"fields", Json::object()}, {"inputs", Json::object()}, {"count", session.count()}, {"as", ways[static_cast<std::size_t>(session.put_as())]}};
    for (const Json& item : document.form())
        if (const auto shown = form_input(item))
            if (const auto node = document.graph().nodes.find(shown->node); node != document.graph().nodes.end() && !link_to(document.graph(), shown->node, shown->input)) {
                const NodeDef* def = document.declaration(node->second.type);
                const InputDecl* input = def ? def->input(shown->input) : nullptr;
                const Json literal = literal_of(document.graph(), shown->node, shown->input);
                if (input && input->file == FileKind::none) values["fields"][shown->node + "." + shown->input] = literal.is_null() ? input->value : literal;
            }
    for (const HostBinding& binding : session.bindings())
        if (binding.from != InputFrom::layer) values["inputs"][binding.input] = sources[static_cast<std::size_t>(binding.from)];   // layers are of one document
    return values;
}

void set_fields(const Json& values, EditorDocument& document) {
    if (!values.is_object()) return;
    const Json fields = object_of(values, "fields");
    for (const auto& [path, value] : fields.items()) {
        const std::size_t dot = path.find('.');
        const auto node = document.graph().nodes.find(path.substr(0, dot));
        const NodeDef* def = node == document.graph().nodes.end() ? nullptr : document.declaration(node->second.type);
        const InputDecl* input = def && dot != std::string::npos ? def->input(path.substr(dot + 1)) : nullptr;
        if (input && !link_to(document.graph(), node->first, input->name) && parse_field(*input, value)) (void)set_field(GraphPlace(document), {node->first}, *input, value, true);
    }
}

void set_reading(const Json& values, HostSession& session) {
    if (!values.is_object()) return;
    const Json inputs = object_of(values, "inputs");
    for (std::size_t i = 0; i < session.bindings().size(); ++i)
        if (const auto from = place_of(inputs, session.bindings()[i].input.c_str(), sources); from && static_cast<InputFrom>(*from) != InputFrom::layer) session.bind(i, static_cast<InputFrom>(*from));
    if (const auto count = values.find("count"); count != values.end() && count->is_number_integer()) session.set_count(count->get<int>());
    if (const auto way = place_of(values, "as", ways)) session.set_put_as(static_cast<PutAs>(*way));
}

Result<void> set_inputs(const Json& inputs, const std::vector<PublishedInput>& known, HostSession& session) {
    for (const auto& [name, value] : inputs.items()) {
        if (!value.is_string()) return usage("the layer for '" + name + "' is no text", "Give a layer's name or id.");
        const std::string layer = value;
        if (layer.empty()) continue;
        const auto input = std::find_if(known.begin(), known.end(), [&, &name = name](const PublishedInput& one) { return one.name == name || one.input == name; });
        const auto binding = input == known.end() ? session.bindings().end() : std::find_if(session.bindings().begin(), session.bindings().end(), [&](const HostBinding& one) { return one.input == input->input; });
        if (binding == session.bindings().end()) {
            std::vector<std::string> names;
            for (const PublishedInput& one : known) names.push_back(one.name);
            return usage("the workflow reads no picture '" + name.substr(0, 80) + "'", did_you_mean(name, names));
        }
        const auto at = static_cast<std::size_t>(binding - session.bindings().begin());
        if (layer == "*") {
            session.bind(at, InputFrom::merged);
            continue;
        }
        const std::vector<HostLayer>& layers = session.link().document().layers;
        auto found = std::find_if(layers.begin(), layers.end(), [&](const HostLayer& one) { return one.id == layer; });
        if (found == layers.end()) found = std::find_if(layers.begin(), layers.end(), [&](const HostLayer& one) { return one.name == layer; });
        if (found == layers.end()) return usage("the image has no layer '" + layer.substr(0, 80) + "'", "Give the name of a layer, its id, or * for all that is visible.");
        session.bind(at, InputFrom::layer, found->id);
    }
    return {};
}

}  // namespace noiseloom
