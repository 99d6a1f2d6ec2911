#include "host/published.h"

#include <algorithm>
#include <cctype>

#include "core/curve.h"
#include "core/ids.h"
#include "core/override.h"
#include "core/text.h"
#include "core/usage.h"

namespace noiseloom {
namespace {

PublishedKind kind_of(const InputDecl& input, const Json& value) {
    if (input.type == &type_of<Curve>() && value.is_number()) return PublishedKind::number;   // flat curves are enough for most scripts
    const auto found = std::find(published_kinds.begin(), published_kinds.end(), input.type->name);
    return found == published_kinds.end() ? PublishedKind::json : static_cast<PublishedKind>(found - published_kinds.begin());
}

std::string with_spaces(std::string name) {
    std::replace(name.begin(), name.end(), '_', ' ');
    if (!name.empty()) name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
    return name;
}

class Describer {
  public:
    Describer(const Workflow& workflow, const Registry& registry, Published& made)
        : workflow_(workflow), declarations_(registry, workflow.subgraphs), made_(made) {}

    void add_form() {
        for (const Json& item : workflow_.form) {
            if (!item.is_object() || !item.contains("input") || !item["input"].is_string()) continue;
            const std::string path = item["input"];
            const std::size_t dot = path.find('.');
            if (dot == std::string::npos) continue;
            const std::string label = item.contains("label") && item["label"].is_string() ? item["label"].get<std::string>() : "";
            add(path.substr(0, dot), path.substr(dot + 1), label);
        }
    }
    void add_other_pictures() {
        for (const auto& [id, node] : workflow_.graph.nodes)
            if (const NodeDef* def = declarations_.find(node.type))
                for (const InputDecl& input : def->inputs())
                    if (input.file == FileKind::image) add(id, input.name, "");
    }

  private:
    void add(const std::string& id, const std::string& name, std::string label) {
        const auto node = workflow_.graph.nodes.find(id);
        const NodeDef* def = node == workflow_.graph.nodes.end() ? nullptr : declarations_.find(node->second.type);
        const InputDecl* input = def ? def->input(name) : nullptr;
        const std::string path = id + "." + name;
        if (!input || !input->type->from_json || !shown_.insert(path).second) return;
        const auto given = node->second.inputs.find(name);
        const bool is_given = given != node->second.inputs.end();
        if (is_given && link_of(given->second)) return;
        const bool is_picture = input->file == FileKind::image;
        if (label.empty()) label = is_picture ? "Picture" : input->label.empty() ? with_spaces(name) : input->label;
        const std::string called = unique_name(published_name(label), names_);
        if (is_picture) return made_.inputs.push_back({called, label, path});
        const Json& value = is_given ? std::get<Json>(given->second) : input->value;
        made_.fields.push_back({called, label, input->doc, path, kind_of(*input, value), value, input->range, input->choices});
    }

    const Workflow& workflow_;
    const Declarations declarations_;
    Published& made_;
    std::set<std::string> shown_, names_;
};

// Scripts know fields by name, not which input of which node they are.
Error in_words_of_field(Error error, const std::string& input, const std::string& field) {
    if (const std::size_t at = error.message.find("'" + input + "'"); at != std::string::npos) error.message.replace(at + 1, input.size(), field);
    return error;
}

const std::string* input_named(const Published& published, const std::string& name) {
    const auto found = std::find_if(published.fields.begin(), published.fields.end(), [&](const PublishedField& field) { return field.name == name; });
    return found == published.fields.end() ? nullptr : &found->input;
}

}  // namespace

std::string published_name(std::string_view title) {
    std::string name;
    for (const char c : title) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 128 && std::isalnum(byte)) name += static_cast<char>(std::tolower(byte));
        else if (!name.empty() && name.back() != '-') name += '-';
    }
    while (!name.empty() && name.back() == '-') name.pop_back();
    return name.empty() ? "workflow" : name;
}

std::string unique_name(const std::string& name, std::set<std::string>& taken) {
    std::string made = name;
    for (int number = 2; !taken.insert(made).second; ++number) made = name + "-" + std::to_string(number);
    return made;
}

Published published(const std::string& name, const std::string& title, const std::string& source, const Workflow& workflow, const Registry& registry) {
    const Json about = workflow.unknown.value("about", Json());
    Published made{name, title, about.is_string() ? about.get<std::string>() : "", source, {}, {}};
    Describer describer(workflow, registry, made);
    describer.add_form();
    describer.add_other_pictures();
    return made;
}

Result<Patch> patch_of_arguments(const Json& arguments, const Published& published, const Workflow& workflow, const Registry& registry) {
    const Declarations declarations(registry, workflow.subgraphs);
    Patch all;
    for (const auto& [name, value] : arguments.items()) {
        const std::string* input = input_named(published, name);
        if (!input && name.find('.') == std::string::npos) {
            std::vector<std::string> names;
            for (const PublishedField& field : published.fields) names.push_back(field.name);
            return usage("'" + published.title + "' has no field '" + name.substr(0, 80) + "'", did_you_mean(name, names));
        }
        auto one = parse_override((input ? *input : name) + "=" + (value.is_string() ? value.get<std::string>() : json_text(value)), workflow.graph, declarations);
        if (!one) return input ? in_words_of_field(one.error(), *input, name) : one.error();
        all.operations.insert(all.operations.end(), one->operations.begin(), one->operations.end());
    }
    return all;
}

}  // namespace noiseloom
