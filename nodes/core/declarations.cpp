#include "core/declarations.h"

#include <algorithm>
#include <limits>
#include <set>

namespace noiseloom {
namespace {

constexpr std::size_t most = std::numeric_limits<std::size_t>::max();

Error bad(std::string message, std::string hint) { return {Code::bad_workflow, std::move(message), std::move(hint)}; }

std::string socket_hint() { return "Connect it anew inside the subgraph, or remove it from its sockets."; }

// As the declaration of the subgraph's input: what is written at the inner one is the default.
InputDecl outer_input(const SubgraphInput& input, InputDecl decl, const Node& node) {
    decl.name = input.name;
    if (!input.label.empty()) decl.label = input.label;
    const auto written = node.inputs.find(input.feeds.front().input);
    if (written == node.inputs.end()) return decl;
    if (link_of(written->second)) {   // the inner wire holds as long as nothing is given
        decl.value = nullptr;
        decl.is_optional = true;
    } else if (const auto value = parse_field(decl, std::get<Json>(written->second))) {
        decl.value = decl.type->to_json(value->object());
    }
    return decl;
}

}  // namespace

// From the innermost outwards: a definition is declared once all that it contains are. Those left over contain themselves.
Declarations::Declarations(const Registry& registry, const Subgraphs& subgraphs) : registry_(registry) {
    std::map<std::string, std::size_t> missing;               // how many definitions are to be declared before
    std::map<std::string, std::vector<std::string>> users;
    std::vector<std::string> ready;
    for (const auto& [name, subgraph] : subgraphs) {
        made_[name].subgraph = &subgraph;
        std::set<std::string> inner;
        for (const auto& [id, node] : subgraph.graph.nodes)
            if (const std::string used = subgraph_name(node.type); subgraphs.contains(used) && inner.insert(used).second) users[used].push_back(name);
        missing[name] = inner.size();
        if (inner.empty()) ready.push_back(name);
    }
    while (!ready.empty()) {
        const std::string name = std::move(ready.back());
        ready.pop_back();
        Made& one = made_.at(name);
        declare(name, one);
        for (const std::string& user : users[name])
            if (--missing[user] == 0) ready.push_back(user);
    }
    for (const auto& [name, count] : missing)
        if (count > 0) made_.at(name).problems = {bad("the subgraph '" + name + "' contains itself, or one that does", "Take the node out that is the subgraph itself.")};
}

void Declarations::declare(const std::string& name, Made& one) const {
    const Subgraph& subgraph = *one.subgraph;
    one.height = 1;
    for (const auto& [id, node] : subgraph.graph.nodes) {
        const Made* inner = made(node.type);
        one.height = std::max(one.height, inner ? inner->height + 1 : 1);
        const std::size_t size = inner ? inner->size : 1;
        one.size = size > most - one.size ? most : one.size + size;
    }
    if (one.height > deepest_subgraphs) {
        one.problems = {bad("subgraphs are nested more than " + std::to_string(deepest_subgraphs) + " deep, at '" + name + "'", "Open some of them.")};
        return;
    }
    NodeDef def(subgraph_node(name).type, 1);
    def.text(subgraph.title.empty() ? name : subgraph.title, "Subgraph", subgraph.about);
    for (const SubgraphInput& input : subgraph.inputs)
        for (const InputPlace& place : input.feeds) {
            const auto node = subgraph.graph.nodes.find(place.node);
            const NodeDef* inner = node == subgraph.graph.nodes.end() ? nullptr : find(node->second.type);
            const InputDecl* decl = inner ? inner->input(place.input) : nullptr;
            if (decl && &place == &input.feeds.front()) def.add(outer_input(input, *decl, node->second));
            if (!decl) one.problems.push_back(bad("the input '" + input.name + "' of the subgraph '" + name + "' feeds '" + place.node + "." + place.input + "', which does not exist", socket_hint()));
        }
    for (const SubgraphOutput& output : subgraph.outputs) {
        const auto node = subgraph.graph.nodes.find(output.from.node);
        const NodeDef* inner = node == subgraph.graph.nodes.end() ? nullptr : find(node->second.type);
        const OutputDecl* decl = inner ? inner->output(output.from.output) : nullptr;
        if (decl)
            def.add(OutputDecl{output.name, decl->type, decl->label, decl->doc});
        else
            one.problems.push_back(bad("the output '" + output.name + "' of the subgraph '" + name + "' comes from '" + output.from.node + "." + output.from.output + "', which does not exist", socket_hint()));
    }
    one.def = std::move(def);
}

const Declarations::Made* Declarations::made(const std::string& type) const {
    if (made_.empty()) return nullptr;
    const auto found = made_.find(subgraph_name(type));
    return found == made_.end() ? nullptr : &found->second;
}

const NodeDef* Declarations::find(const std::string& type) const {
    const Made* one = made(type);
    return one && one->def ? &*one->def : registry_.find(type);
}

std::vector<const NodeDef*> Declarations::all() const {
    std::vector<const NodeDef*> defs = registry_.all();
    const auto own = subgraphs();
    defs.insert(defs.end(), own.begin(), own.end());
    return defs;
}

std::vector<const NodeDef*> Declarations::subgraphs() const {
    std::vector<const NodeDef*> defs;
    for (const auto& [name, one] : made_)
        if (one.def) defs.push_back(&*one.def);
    return defs;
}

const Subgraph* Declarations::definition(const std::string& type) const {
    const Made* one = made(type);
    return one && one->def ? one->subgraph : nullptr;
}

std::vector<Error> Declarations::problems(const std::string& type) const {
    const Made* one = made(type);
    return one ? one->problems : std::vector<Error>();
}

std::size_t Declarations::size(const std::string& type) const {
    const Made* one = made(type);
    return one ? one->size : 1;
}

}  // namespace noiseloom
