#include "headless/manual.h"

#include <algorithm>
#include <cstdio>
#include <sstream>

#include "core/curve.h"

namespace noiseloom {
namespace {

std::string joined(const std::vector<std::string>& words, const std::string& between) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : between) + word;
    return text;
}

std::string number_text(double number) {
    char text[32];
    std::snprintf(text, sizeof text, "%.10g", number);
    return text;
}

bool is_wire_only(const InputDecl& input) { return !input.type->from_json; }

// "integer, 8 to 16384 px in steps of 8", "one of: lanczos, bicubic"
std::string kind_text(const InputDecl& input) {
    if (!input.choices.empty()) return "one of " + joined(input.choices, ", ") + (input.unit.empty() ? "" : " (" + input.unit + ")");
    std::string text(input.type->name);
    if (input.type == &type_of<Curve>()) text = "number or curve over the steps";
    if (input.type == &type_of<bool>()) text = "switch, true or false";
    if (input.type == &type_of<Seed>()) text = "seed, 0 to 2^64 - 1";
    switch (input.file) {
        case FileKind::none: break;
        case FileKind::model: text = "model file or folder"; break;
        case FileKind::image: text = "picture file"; break;
        case FileKind::output: text = "name of a new picture file"; break;
    }
    if (input.range) text += ", " + number_text(input.range->low) + " to " + number_text(input.range->high);
    if (!input.unit.empty()) text += " " + input.unit;
    if (input.range && input.range->step > 0) text += " (steps of " + number_text(input.range->step) + ")";
    return text;
}

// What holds where nothing is connected or typed in.
std::string default_text(const InputDecl& input) {
    if (!input.value.is_null()) {
        if (input.value == Json("")) return "empty";
        return input.value.is_string() ? input.value.get<std::string>() : json_text(input.value);
    }
    return input.is_optional ? "none" : "";
}

struct Maker {
    const NodeDef* def;
    const OutputDecl* output;
};

// What gives values of a type, one output a node: first the nodes that make them of something else.
std::vector<Maker> makers_of(const TypeInfo& type, const Registry& registry) {
    std::vector<Maker> makers;
    for (const NodeDef* def : registry.all())
        for (const OutputDecl& output : def->outputs())
            if (output.type == &type && (makers.empty() || makers.back().def != def)) makers.push_back({def, &output});
    std::stable_partition(makers.begin(), makers.end(), [&](const Maker& maker) {
        const auto& inputs = maker.def->inputs();
        return std::none_of(inputs.begin(), inputs.end(), [&](const InputDecl& input) { return input.type == &type; });
    });
    return makers;
}

std::string makers_text(const InputDecl& input, const Registry& registry) {
    constexpr std::size_t most = 4;
    const std::vector<Maker> makers = makers_of(*input.type, registry);
    std::string text;
    for (std::size_t i = 0; i < std::min(makers.size(), most); ++i) text += (i ? ", " : "") + makers[i].def->type();
    return text + (makers.size() > most ? " and " + std::to_string(makers.size() - most) + " more" : "");
}

// How the input is fed, as one phrase after its kind.
std::string feeding_text(const InputDecl& input, const Registry& registry) {
    std::string text;
    if (is_wire_only(input)) {
        text = input.is_optional ? "may stay unconnected" : "must be connected";
        if (const std::string makers = makers_text(input, registry); !makers.empty()) text += ", from " + makers;
    } else if (const std::string value = default_text(input); !value.empty()) {
        text = "default " + value;
    }
    if (input.is_lazy) text += "; computed only if it is used";
    return text;
}

// What is special about the node as a whole.
std::vector<std::string> remarks(const NodeDef& def) {
    std::vector<std::string> all;
    if (def.is_impure()) all.push_back("Runs in every run; its results are never reused.");
    for (const OutputDecl& output : def.outputs())
        if (const std::string input = def.bypass_input(output.name); !input.empty())
            all.push_back("Bypassed, '" + output.name + "' is what comes in at '" + input + "'.");
    if (!def.search_words().empty()) all.push_back("Also found by: " + def.search_words() + ".");
    return all;
}

// Words of `text` in lines of at most `width` columns, each with this indent.
std::string wrapped(const std::string& text, std::size_t indent, std::size_t width) {
    std::istringstream words(text);
    const std::string margin(indent, ' ');
    std::string lines, line;
    for (std::string word; words >> word;) {
        if (!line.empty() && indent + line.size() + 1 + word.size() > width) {
            lines += margin + line + "\n";
            line.clear();
        }
        line += (line.empty() ? "" : " ") + word;
    }
    return line.empty() ? lines : lines + margin + line + "\n";
}

// A node of this type as a workflow has it, with the wires that it must have.
std::string example(const NodeDef& def, const Registry& registry) {
    const auto slug = [](const std::string& type) { return type.substr(type.find('.') + 1); };
    std::string text = "  \"" + slug(def.type()) + "\": { \"type\": \"" + def.type() + "@" + std::to_string(def.version()) + "\"";
    for (const InputDecl& input : def.inputs()) {
        if (!is_wire_only(input) || input.is_optional) continue;
        const std::vector<Maker> makers = makers_of(*input.type, registry);
        const std::string source = makers.empty() ? "NODE.OUTPUT" : slug(makers.front().def->type()) + "." + makers.front().output->name;
        text += ",\n    \"" + input.name + "\": \"@" + source + "\"";
    }
    return text + " }\n";
}

std::string cell(std::string text) {   // of a markdown table
    for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2) text.replace(at, 1, "\\|");
    return text;
}

}  // namespace

std::string manual_page(const NodeDef& def, const Registry& registry, std::size_t width) {
    constexpr std::size_t margin = 4;
    std::string page = def.type() + " - " + def.title() + " (version " + std::to_string(def.version()) + ")\n\n" + wrapped(def.summary(), 0, width);
    if (!def.inputs().empty()) page += "\nInputs\n";
    for (const InputDecl& input : def.inputs()) {
        const std::string feeding = feeding_text(input, registry);
        page += wrapped(input.name + ": " + kind_text(input) + (feeding.empty() ? "" : "; " + feeding), 2, width) + wrapped(input.doc, 2 + margin, width);
    }
    if (!def.outputs().empty()) page += "\nOutputs\n";
    for (const OutputDecl& output : def.outputs())
        page += wrapped(output.name + ": " + std::string(output.type->name), 2, width) + wrapped(output.doc, 2 + margin, width);
    page += "\n";
    for (const std::string& remark : remarks(def)) page += wrapped(remark, 0, width);
    return page + "\nIn a workflow\n" + example(def, registry);
}

std::string manual_markdown(const NodeDef& def, const Registry& registry) {
    std::string page = "### " + def.title() + " (`" + def.type() + "`)\n\n" + def.summary() + "\n\n";
    if (!def.inputs().empty()) page += "| Input | Takes | Default | |\n|---|---|---|---|\n";
    for (const InputDecl& input : def.inputs()) {
        std::string value = default_text(input), doc = input.doc;
        if (is_wire_only(input)) {
            value = input.is_optional ? "may stay unconnected" : "must be connected";
            if (const std::string makers = makers_text(input, registry); !makers.empty()) doc += " From " + makers + ".";
        }
        if (input.is_lazy) doc += " Computed only if it is used.";
        page += "| `" + input.name + "` | " + cell(kind_text(input)) + " | " + cell(value) + " | " + cell(doc) + " |\n";
    }
    if (!def.outputs().empty()) page += "\n| Output | Gives | |\n|---|---|---|\n";
    for (const OutputDecl& output : def.outputs()) page += "| `" + output.name + "` | " + std::string(output.type->name) + " | " + cell(output.doc) + " |\n";
    page += "\n";
    for (const std::string& remark : remarks(def)) page += remark + "\n";
    return page + "\n";
}

Json declaration_json(const NodeDef& def) {
    static constexpr const char* file_words[] = {"", "model", "image", "output"};
    Json inputs = Json::array(), outputs = Json::array();
    for (const InputDecl& input : def.inputs()) {
        Json one{{"name", input.name}, {"type", input.type->name}, {"doc", input.doc}, {"optional", input.is_optional}, {"lazy", input.is_lazy},
                 {"wire_only", is_wire_only(input)}};
        if (!input.label.empty()) one["label"] = input.label;
        if (!input.value.is_null()) one["default"] = input.value;
        if (input.range) one["range"] = {input.range->low, input.range->high};
        if (input.range && input.range->step > 0) one["step"] = input.range->step;
        if (!input.choices.empty()) one["choices"] = input.choices;
        if (!input.unit.empty()) one["unit"] = input.unit;
        if (input.file != FileKind::none) one["file"] = file_words[static_cast<int>(input.file)];
        inputs.push_back(std::move(one));
    }
    for (const OutputDecl& output : def.outputs()) {
        outputs.push_back({{"name", output.name}, {"type", output.type->name}, {"doc", output.doc}});
        if (const std::string input = def.bypass_input(output.name); !input.empty()) outputs.back()["bypass"] = input;
    }
    return {{"type", def.type()},       {"version", def.version()},    {"title", def.title()},         {"category", def.category()},     {"summary", def.summary()},
            {"keywords", def.search_words()}, {"impure", def.is_impure()}, {"inputs", std::move(inputs)}, {"outputs", std::move(outputs)}};
}

}  // namespace noiseloom
