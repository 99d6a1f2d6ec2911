#include "core/validate.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "core/flatten.h"
#include "core/ids.h"

namespace noiseloom {
namespace {

// The graph by numbers: nodes in order of their ids, and for each the numbers that its wires lead to. Muted
// nodes have no wires.
struct Wires {
    std::vector<const std::string*> ids;
    std::vector<const Node*> nodes;
    std::unordered_map<std::string_view, std::size_t> index;
    std::vector<std::vector<std::size_t>> inputs;   // in order of input names; wires from nothing left out

    explicit Wires(const Graph& graph) {
        for (const auto& [id, node] : graph.nodes) {
            index.emplace(id, ids.size());
            ids.push_back(&id);
            nodes.push_back(&node);
        }
        inputs.resize(ids.size());
        for (std::size_t i = 0; i < nodes.size(); ++i)
            for (const auto& [name, input] : nodes[i]->inputs)
                if (const Link* link = link_of(input); link && !nodes[i]->mute)
                    if (const auto from = index.find(link->node); from != index.end() && !nodes[from->second]->mute) inputs[i].push_back(from->second);
    }

    // Depth-first, inputs before users. A wire back into the path that leads to it, which closes a
    // cycle, is reported to `on_cycle` with that path and otherwise ignored.
    template <class OnCycle>
    std::vector<std::size_t> order(std::span<const std::string> targets, OnCycle on_cycle) const {
        enum State : char { unseen, open, done };
        std::vector<char> state(ids.size(), unseen);
        std::vector<std::size_t> order;
        struct Visit {
            std::size_t node, next;
        };
        std::vector<Visit> path;
        const auto visit_from = [&](std::size_t start) {
            if (state[start] != unseen) return;
            state[start] = open;
            path.push_back({start, 0});
            while (!path.empty()) {
                Visit& at = path.back();
                if (at.next == inputs[at.node].size()) {
                    state[at.node] = done;
                    order.push_back(at.node);
                    path.pop_back();
                    continue;
                }
                const std::size_t from = inputs[at.node][at.next++];
                if (state[from] == unseen) {
                    state[from] = open;
                    path.push_back({from, 0});
                } else if (state[from] == open) {
                    auto first = path.end();
                    while ((--first)->node != from) {}
                    std::vector<std::size_t> cycle;
                    for (; first != path.end(); ++first) cycle.push_back(first->node);
                    on_cycle(cycle);
                }
            }
        };
        if (targets.empty())
            for (std::size_t i = 0; i < ids.size(); ++i) visit_from(i);
        for (const std::string& target : targets)
            if (const auto found = index.find(target); found != index.end()) visit_from(found->second);
        return order;
    }
};

class Validator {
  public:
    Validator(const Graph& graph, const Declarations& declarations) : graph_(graph), declarations_(declarations) {}

    std::vector<Error> run(std::span<const std::string> targets) {
        const Wires wires(graph_);
        for (const std::string& target : targets)
            if (!graph_.nodes.contains(target))
                report(target, "", "there is no node '" + target.substr(0, 80) + "' to run", near_ids(target));
        const auto needed = wires.order(targets, [&](const std::vector<std::size_t>& cycle) { check_cycle(wires, cycle); });
        for (const std::size_t i : needed) check_node(*wires.ids[i], *wires.nodes[i]);
        std::stable_sort(errors_.begin(), errors_.end(), [](const Error& a, const Error& b) { return a.node < b.node; });
        return std::move(errors_);
    }

  private:
    void report(const std::string& node, const std::string& socket, std::string message, std::string hint = "") {
        errors_.push_back({Code::bad_workflow, std::move(message), std::move(hint), node, socket});
    }

    // Near names of an id. Comparing with all ids is slow, so only the first few errors get it.
    std::string near_ids(const std::string& id) {
        if (near_searches_++ >= 10) return "";
        std::vector<std::string> ids;
        for (const auto& [other, node] : graph_.nodes) ids.push_back(other);
        return did_you_mean(id, ids);
    }

    // `cycle`: each node takes a value from the next, the last from the first.
    void check_cycle(const Wires& wires, const std::vector<std::size_t>& cycle) {
        const std::string& user = *wires.ids[cycle.back()];
        const std::string& source = *wires.ids[cycle.front()];
        std::string socket;
        for (const auto& [name, input] : wires.nodes[cycle.back()]->inputs)
            if (const Link* link = link_of(input); link && link->node == source) socket = name;
        constexpr std::size_t most = 20;
        std::string names;   // in the direction of the wires
        for (std::size_t i = 0; i < std::min(cycle.size(), most); ++i) names += *wires.ids[cycle[cycle.size() - 1 - i]] + " -> ";
        if (cycle.size() > most) names += "... " + std::to_string(cycle.size() - most) + " more ... -> ";
        report(user, socket, "the wires run in a circle: " + names + user, "Cut one of these wires.");
    }

    void check_node(const std::string& id, const Node& node) {
        if (node.mute) return;
        const NodeDef* def = declarations_.find(node.type);
        const std::vector<Error> problems = declarations_.problems(node.type);
        for (const Error& problem : problems) report(id, "", problem.message, problem.hint);
        if (!def && !problems.empty()) return;
        if (!def && !subgraph_name(node.type).empty()) return report_unknown_subgraph(id, node);
        if (!def) {
            std::vector<std::string> types;
            for (const NodeDef* known : declarations_.all()) types.push_back(known->type());
            const auto near = near_names(node.type, types, 1);
            return report(id, "", "the node type '" + node.type + "' is not known",
                          near.empty() ? "It may come from a newer Noiseloom. The node is kept as it is." : "Did you mean '" + near[0] + "'?");
        }
        if (node.version > def->version())
            return report(id, "", "this node was saved by a newer Noiseloom (" + node.type + "@" + std::to_string(node.version) + ")",
                          "Update Noiseloom, or replace the node.");
        if (node.version < def->version())
            return report(id, "",
                          "this node is of an older version (" + node.type + "@" + std::to_string(node.version) + ", now @" +
                              std::to_string(def->version()) + ")",
                          "`noiseloom fmt` brings a workflow up to date.");
        for (const auto& [name, input] : node.inputs)
            if (!def->input(name)) {
                std::vector<std::string> names;
                for (const InputDecl& known : def->inputs()) names.push_back(known.name);
                report(id, name, "'" + node.type + "' has no input '" + name + "'", did_you_mean(name, names));
            }
        for (const InputDecl& decl : def->inputs()) check_input(id, node, *def, decl);
    }

    void report_unknown_subgraph(const std::string& id, const Node& node) {
        std::vector<std::string> names;
        for (const NodeDef* def : declarations_.subgraphs()) names.push_back(subgraph_name(def->type()));
        report(id, "", "there is no subgraph '" + subgraph_name(node.type).substr(0, 80) + "' in this workflow", did_you_mean(subgraph_name(node.type), names));
    }

    void check_input(const std::string& id, const Node& node, const NodeDef& def, const InputDecl& decl) {
        const auto found = node.inputs.find(decl.name);
        const bool is_required = decl.value.is_null() && !decl.is_optional && is_read(node, def, decl);
        if (found == node.inputs.end()) {
            if (is_required) report_missing(id, decl);
            return;
        }
        if (const Link* link = link_of(found->second)) {
            if (!is_muted(*link)) return check_link(id, decl, *link);
            if (is_required) errors_.push_back(fed_by_muted(id, decl, link->node));
            return;
        }
        if (auto value = parse_field(decl, std::get<Json>(found->second)); !value)
            report(id, decl.name, std::move(value.error().message), std::move(value.error().hint));
    }

    bool is_muted(const Link& link) const {
        const auto source = graph_.nodes.find(link.node);
        return source != graph_.nodes.end() && source->second.mute;
    }

    // A bypassed node reads only what it passes on.
    static bool is_read(const Node& node, const NodeDef& def, const InputDecl& decl) {
        return !node.bypass || std::any_of(def.outputs().begin(), def.outputs().end(), [&](const OutputDecl& output) {
            return def.bypass_input(output.name) == decl.name;
        });
    }

    static bool gives(const NodeDef& def, const TypeInfo& type) {
        return std::any_of(def.outputs().begin(), def.outputs().end(), [&](const OutputDecl& output) { return output.type == &type; });
    }

    void report_missing(const std::string& id, const InputDecl& decl) {
        std::string sources;
        int count = 0;
        for (const NodeDef* def : declarations_.all())
            if (gives(*def, *decl.type) && ++count <= 3) sources += (count == 1 ? ", for example of " : ", ") + def->type();
        const std::string hint =
            "Connect an output of type " + std::string(decl.type->name) + sources + (decl.type->from_json ? ", or type a value in." : ".");
        report(id, decl.name, decl.type->from_json ? "'" + decl.name + "' has no value" : "'" + decl.name + "' is not connected", hint);
    }

    void check_link(const std::string& id, const InputDecl& decl, const Link& link) {
        const std::string wire = link.node + "." + link.output, connected = "'" + decl.name + "' is connected to '" + wire + "', but ";
        const auto source = graph_.nodes.find(link.node);
        if (source == graph_.nodes.end())
            return report(id, decl.name, connected + "there is no node '" + link.node + "'", near_ids(link.node));
        const NodeDef* def = declarations_.find(source->second.type);
        if (!def && source->second.bypass && !subgraph_name(source->second.type).empty()) return report_bypassed(id, decl, link);   // as it stays in flat graphs
        if (!def || def->version() != source->second.version) return;   // its own error says so
        const OutputDecl* output = def->output(link.output);
        if (!output) {
            std::vector<std::string> names;
            for (const OutputDecl& known : def->outputs()) names.push_back(known.name);
            return report(id, decl.name, connected + "'" + source->second.type + "' has no output '" + link.output + "'",
                          did_you_mean(link.output, names));
        }
        const TypeInfo* type = output->type;
        if (source->second.bypass) {
            const InputDecl* passed = def->input(def->bypass_input(link.output));
            if (!passed) return report_bypassed(id, decl, link);
            type = passed->type;
        }
        if (!declarations_.registry().accepts(*type, *decl.type))
            report(id, decl.name,
                   "'" + decl.name + "' needs a value of type " + std::string(decl.type->name) + ", and '" + wire + "' gives one of type " +
                       std::string(type->name));
    }

    void report_bypassed(const std::string& id, const InputDecl& decl, const Link& link) {
        report(id, decl.name, "'" + link.node + "' is bypassed and has nothing to pass on as '" + link.output + "'",
               "Switch its bypass off, or connect '" + decl.name + "' to another node.");
    }

    const Graph& graph_;
    const Declarations& declarations_;
    std::vector<Error> errors_;
    int near_searches_ = 0;
};

}  // namespace

Error fed_by_muted(const std::string& node, const InputDecl& decl, const std::string& source) {
    return {Code::bad_workflow, "'" + decl.name + "' gets nothing: '" + source + "' is muted",
            "Unmute '" + source + "' (M in the editor, --set " + source + ".mute=false on the command line), or connect another " + std::string(decl.type->name) + ".",
            node, decl.name, ""};
}

std::vector<Error> validate(const Graph& graph, const Declarations& declarations, std::span<const std::string> targets) {
    return Validator(graph, declarations).run(targets);
}

std::vector<Error> validate(const Workflow& workflow, const Registry& registry, std::span<const std::string> targets) {
    const Declarations declarations(registry, workflow.subgraphs);
    const auto root_of = [](const std::string& path) { return path.substr(0, path.find('/')); };
    std::vector<std::string> roots;
    for (const std::string& target : targets) roots.push_back(root_of(target));
    std::vector<Error> errors = validate(workflow.graph, declarations, roots);
    const auto flat = flattened(workflow.graph, declarations);
    if (!flat) errors.push_back(flat.error());
    if (!flat || flat->subgraphs.empty()) return errors;
    std::set<std::string> blamed;   // for all that is inside
    for (const Error& error : errors) blamed.insert(error.node);
    for (Error& error : validate(flat->graph, registry, flat_targets(*flat, registry, {targets.begin(), targets.end()})))
        if (!blamed.contains(root_of(error.node)) && !flat->subgraphs.contains(error.node)) errors.push_back(std::move(error));
    return errors;
}

Result<Graph> upgraded(Graph graph, const Registry& registry) {
    for (auto& [id, node] : graph.nodes) {
        const NodeDef* def = registry.find(node.type);
        if (!def || node.version >= def->version()) continue;
        const auto fail = [&id = id](Error error) {
            error.node = id;
            return error;
        };
        Json inputs = Json::object();
        for (const auto& [name, input] : node.inputs) inputs[name] = input_to_json(input);
        if (auto done = def->upgrade_inputs(node.version, inputs); !done) return fail(std::move(done.error()));
        std::map<std::string, Input> rewritten;
        for (auto& [name, json] : inputs.get_ref<Json::object_t&>()) {
            auto input = input_from_json(std::move(json));
            if (!input) return fail(std::move(input.error()));
            rewritten.emplace(name, *std::move(input));
        }
        node.inputs = std::move(rewritten);
        node.version = def->version();
    }
    return graph;
}

Result<Workflow> upgraded(Workflow workflow, const Registry& registry) {
    NL_TRY(workflow.graph, upgraded(std::move(workflow.graph), registry));
    for (auto& [name, subgraph] : workflow.subgraphs) {
        NL_TRY(subgraph.graph, upgraded(std::move(subgraph.graph), registry));
    }
    return workflow;
}

std::vector<std::string> topological_order(const Graph& graph, std::span<const std::string> targets) {
    const Wires wires(graph);
    std::vector<std::string> ids;
    for (const std::size_t i : wires.order(targets, [](const auto&) {})) ids.push_back(*wires.ids[i]);
    return ids;
}

}  // namespace noiseloom
