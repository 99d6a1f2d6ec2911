// nodes and templates: what there is to build with. The manual page of a node comes from its
// declaration, as everything else about it does.
#include <cstdio>
#include <iostream>

#include "headless/commands.h"
#include "headless/session.h"
#include "headless/terminal.h"

namespace noiseloom {
namespace {

std::string default_text(const InputDecl& input) {
    if (input.value.is_null()) return input.is_optional ? "optional" : "must be connected";
    return json_text(input.value);
}

Json declaration_json(const NodeDef& def) {
    Json inputs = Json::array(), outputs = Json::array();
    for (const InputDecl& input : def.inputs()) {
        Json one{{"name", input.name}, {"type", input.type->name}, {"doc", input.doc}, {"optional", input.is_optional}};
        if (!input.value.is_null()) one["default"] = input.value;
        if (input.range) one["range"] = {input.range->low, input.range->high};
        if (!input.choices.empty()) one["choices"] = input.choices;
        if (!input.unit.empty()) one["unit"] = input.unit;
        inputs.push_back(std::move(one));
    }
    for (const OutputDecl& output : def.outputs()) outputs.push_back({{"name", output.name}, {"type", output.type->name}, {"doc", output.doc}});
    return {{"type", def.type()},       {"version", def.version()}, {"title", def.title()},      {"category", def.category()},
            {"summary", def.summary()}, {"inputs", std::move(inputs)}, {"outputs", std::move(outputs)}};
}

std::string cell(std::string text) {   // of a markdown table
    for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2) text.replace(at, 1, "\\|");
    return text;
}

void print_markdown(const NodeDef& def) {
    std::cout << "### " << def.title() << " (`" << def.type() << "`)\n\n" << def.summary() << "\n\n";
    if (!def.inputs().empty()) {
        std::cout << "| Input | Type | Default | |\n|---|---|---|---|\n";
        for (const InputDecl& input : def.inputs()) {
            std::string doc = input.doc;
            if (!input.choices.empty()) {
                doc += " One of:";
                for (const std::string& word : input.choices) doc += " " + word + (&word == &input.choices.back() ? "." : ",");
            }
            std::cout << "| `" << input.name << "` | " << input.type->name << " | " << cell(default_text(input)) << " | " << cell(doc) << " |\n";
        }
        std::cout << "\n";
    }
    if (!def.outputs().empty()) {
        std::cout << "| Output | Type | |\n|---|---|---|\n";
        for (const OutputDecl& output : def.outputs()) std::cout << "| `" << output.name << "` | " << output.type->name << " | " << cell(output.doc) << " |\n";
        std::cout << "\n";
    }
}

bool matches(const NodeDef& def, const std::string& filter) {
    return filter.empty() || def.type().find(filter) != std::string::npos || def.title().find(filter) != std::string::npos ||
           def.search_words().find(filter) != std::string::npos;
}

}  // namespace

int nodes_command(const Registry& registry, const std::string& filter, bool json, bool markdown) {
    std::vector<const NodeDef*> defs;
    if (const NodeDef* exact = registry.find(filter))
        defs.push_back(exact);
    else
        for (const NodeDef* def : registry.all())
            if (matches(*def, filter)) defs.push_back(def);
    if (defs.empty()) return fail({Code::usage, "no node is called '" + filter + "'", "`noiseloom nodes` lists them all.", "", "", ""}, json);
    if (json) {
        Json all = Json::array();
        for (const NodeDef* def : defs) all.push_back(declaration_json(*def));
        std::cout << json_text(all, 2) << "\n";
        return 0;
    }
    std::string category;
    for (const NodeDef* def : defs) {
        if (markdown || defs.size() == 1) {
            if (markdown && def->category() != category) std::cout << "## " << (category = def->category()) << "\n\n";
            print_markdown(*def);
        } else {
            std::printf("%-28s %s\n", def->type().c_str(), def->summary().c_str());
        }
    }
    return 0;
}

int templates_command(const Registry& registry, bool json) {
    Json all = Json::array();
    for (const Template& one : templates()) {
        if (json) {
            auto source = open_source(one.file.string(), registry);
            all.push_back({{"name", one.name}, {"about", one.summary}, {"nodes", source ? source->workflow.graph.nodes.size() : 0}});
        } else {
            std::printf("%-24s %s\n", one.name.c_str(), plain(one.summary).c_str());
        }
    }
    if (json) std::cout << json_text(all, 2) << "\n";
    return 0;
}

}  // namespace noiseloom
