#include "gimp/arguments.h"

#include <algorithm>

namespace noiseloom {
namespace {

ArgumentKind kind_of(PublishedKind kind) {
    switch (kind) {
        case PublishedKind::number: return ArgumentKind::number;
        case PublishedKind::integer: return ArgumentKind::integer;
        case PublishedKind::toggle: return ArgumentKind::flag;
        default: return ArgumentKind::text;
    }
}

// GIMP 3 makes properties of arguments: their names begin with a letter, and some are its own.
std::string unique(std::string name, const std::vector<Argument>& others) {
    static constexpr std::string_view reserved[] = {"run-mode", "image", "drawable", "drawables", "procedure"};
    const auto is_taken = [&] {
        return std::find(std::begin(reserved), std::end(reserved), name) != std::end(reserved) ||
               std::any_of(others.begin(), others.end(), [&](const Argument& other) { return other.name == name; });
    };
    if (name.empty() || name.front() < 'a' || is_taken()) name = "field-" + name;
    const std::string stem = name;
    for (int number = 2; is_taken(); ++number) name = stem + "-" + std::to_string(number);
    return name;
}

Argument argument_of(const PublishedField& field) {
    Argument made{Argument::Meaning::field, field.name, "", field.label, field.about, kind_of(field.kind), field.value, field.range};
    made.empty_is_absent = made.kind == ArgumentKind::text && field.kind != PublishedKind::text;
    std::string choices;
    for (const std::string& choice : field.choices) choices += (choices.empty() ? "" : ", ") + choice;
    if (!choices.empty()) made.about += (made.about.empty() ? "One of: " : " One of: ") + choices + ".";
    return made;
}

Argument argument_of(const PublishedInput& input) {
    return {Argument::Meaning::layer, input.name, "", input.label, "Name of the layer for it; * is all that is visible, and nothing what the workflow has there by itself.", ArgumentKind::text, "", {}, true};
}

}  // namespace

std::vector<Argument> arguments_of(const Published& workflow) {
    std::vector<Argument> all;
    const auto add = [&](Argument argument, const std::string& name) {
        argument.name = unique(name, all);
        all.push_back(std::move(argument));
    };
    for (const PublishedField& field : workflow.fields) add(argument_of(field), field.name);
    for (std::size_t i = 1; i < workflow.inputs.size(); ++i) add(argument_of(workflow.inputs[i]), workflow.inputs[i].name + "-layer");
    add({Argument::Meaning::count, "", "", "Variations", "How many variations to make.", ArgumentKind::integer, 1, Range{1, 64, 1}, false}, "count");
    return all;
}

void set_arguments(Open& open, const std::vector<Argument>& arguments, const std::vector<Json>& values) {
    for (std::size_t i = 0; i < std::min(values.size(), arguments.size()); ++i) {
        const Argument& argument = arguments[i];
        if (argument.empty_is_absent && values[i] == "") continue;
        if (argument.meaning == Argument::Meaning::count) open.count = std::clamp(values[i].get<int>(), 1, 64);
        else if (argument.kind == ArgumentKind::flag) open.arguments[argument.key] = values[i] != false && values[i] != 0;
        else (argument.meaning == Argument::Meaning::field ? open.arguments : open.inputs)[argument.key] = values[i];
    }
}

}  // namespace noiseloom
