#include "ui/model/subgraph_sockets.h"

#include <algorithm>

namespace noiseloom {
namespace {

const Subgraph* definition(const GraphPlace& place) {
    const Subgraphs& all = place.document().workflow().subgraphs;
    const auto found = all.find(place.scope());
    return found == all.end() ? nullptr : &found->second;
}

const SubgraphInput* find_input(const Subgraph& subgraph, const std::string& node, const std::string& input) {
    const auto feeds = [&](const SubgraphInput& one) { return std::find(one.feeds.begin(), one.feeds.end(), InputPlace{node, input}) != one.feeds.end(); };
    const auto found = std::find_if(subgraph.inputs.begin(), subgraph.inputs.end(), feeds);
    return found == subgraph.inputs.end() ? nullptr : &*found;
}

const SubgraphOutput* find_output(const Subgraph& subgraph, const Link& from) {
    const auto found = std::find_if(subgraph.outputs.begin(), subgraph.outputs.end(), [&](const SubgraphOutput& one) { return one.from == from; });
    return found == subgraph.outputs.end() ? nullptr : &*found;
}

template <class Sockets>
std::string free_name(const Sockets& sockets, const std::string& wanted) {
    const auto is_taken = [&](const std::string& name) { return std::any_of(sockets.begin(), sockets.end(), [&](const auto& one) { return one.name == name; }); };
    std::string name = wanted;
    for (int number = 2; is_taken(name); ++number) name = wanted + "_" + std::to_string(number);
    return name;
}

// Of all graphs of the workflow: (scope, graph).
template <class See>
void each_graph(const Workflow& workflow, const See& see) {
    see(std::string(), workflow.graph);
    for (const auto& [name, subgraph] : workflow.subgraphs) see(name, subgraph.graph);
}

template <class Change>
Patch changed(const GraphPlace& place, const Change& change) {
    const Subgraph* subgraph = definition(place);
    if (!subgraph) return {};
    SubgraphInterface interface = *subgraph;
    change(interface);
    return {{SetInterface{place.scope(), std::move(interface)}}};
}

}  // namespace

std::string outer_input(const GraphPlace& place, const std::string& node, const std::string& input) {
    const Subgraph* subgraph = definition(place);
    const SubgraphInput* found = subgraph ? find_input(*subgraph, node, input) : nullptr;
    return found ? found->name : "";
}

std::string outer_output(const GraphPlace& place, const std::string& node, const std::string& output) {
    const Subgraph* subgraph = definition(place);
    const SubgraphOutput* found = subgraph ? find_output(*subgraph, {node, output}) : nullptr;
    return found ? found->name : "";
}

Patch expose_input(const GraphPlace& place, const std::string& node, const std::string& input) {
    if (!outer_input(place, node, input).empty()) return {};
    return changed(place, [&](SubgraphInterface& interface) { interface.inputs.push_back({free_name(interface.inputs, input), {{node, input}}}); });
}

Patch expose_output(const GraphPlace& place, const std::string& node, const std::string& output) {
    if (!outer_output(place, node, output).empty()) return {};
    return changed(place, [&](SubgraphInterface& interface) { interface.outputs.push_back({free_name(interface.outputs, output), {node, output}}); });
}

Patch hide_input(const GraphPlace& place, const std::string& node, const std::string& input) {
    const std::string name = outer_input(place, node, input);
    if (name.empty()) return {};
    bool is_gone = false;
    Patch patch = changed(place, [&](SubgraphInterface& interface) {
        const auto one = std::find_if(interface.inputs.begin(), interface.inputs.end(), [&](const SubgraphInput& each) { return each.name == name; });
        std::erase(one->feeds, InputPlace{node, input});
        is_gone = one->feeds.empty();
        if (is_gone) interface.inputs.erase(one);
    });
    const std::string type = subgraph_node(place.scope()).type;
    if (is_gone)
        each_graph(place.document().workflow(), [&](const std::string& scope, const Graph& graph) {
            for (const auto& [id, outer] : graph.nodes)
                if (outer.type == type && outer.inputs.contains(name)) patch.operations.insert(patch.operations.begin(), SetInput{id, name, std::nullopt, scope});
        });
    return patch;
}

Patch hide_output(const GraphPlace& place, const std::string& node, const std::string& output) {
    const std::string name = outer_output(place, node, output);
    if (name.empty()) return {};
    Patch patch = changed(place, [&](SubgraphInterface& interface) { std::erase_if(interface.outputs, [&](const SubgraphOutput& one) { return one.name == name; }); });
    const std::string type = subgraph_node(place.scope()).type;
    each_graph(place.document().workflow(), [&](const std::string& scope, const Graph& graph) {
        for (const auto& [id, other] : graph.nodes)
            for (const auto& [socket, given] : other.inputs)
                if (const Link* link = link_of(given); link && link->output == name && graph.nodes.contains(link->node) && graph.nodes.at(link->node).type == type)
                    patch.operations.insert(patch.operations.begin(), SetInput{id, socket, std::nullopt, scope});
    });
    return patch;
}

Patch label_input(const GraphPlace& place, const std::string& name, const QString& label) {
    return changed(place, [&](SubgraphInterface& interface) {
        for (SubgraphInput& one : interface.inputs)
            if (one.name == name) one.label = label.toStdString();
    });
}

}  // namespace noiseloom
