#include "core/flatten.h"

#include <algorithm>

namespace noiseloom {
namespace {

Error too_large(std::string what) {
    return {Code::bad_workflow, "with its subgraphs opened, the workflow has more than " + std::move(what), "Use fewer of them, or put less into them."};
}

std::size_t bytes_of(const Json& json) {
    std::size_t bytes = sizeof(Json);
    if (json.is_string()) bytes += json.get_ref<const std::string&>().size();
    if (json.is_structured())
        for (const Json& item : json) bytes += bytes_of(item);   // nesting of values is bounded where they are read
    return bytes;
}

class Flattener {
  public:
    explicit Flattener(const Declarations& declarations) : declarations_(declarations) {}

    Result<FlatGraph> run(const Graph& graph) {
        std::size_t size = 0;
        for (const auto& [id, node] : graph.nodes) {
            const std::size_t inner = opens(node) ? declarations_.size(node.type) : 1;
            if (inner > WorkflowLimits{}.nodes || (size += inner) > WorkflowLimits{}.nodes) return too_large(std::to_string(WorkflowLimits{}.nodes) + " nodes");
        }
        NL_CHECK(add(graph, ""));
        for (auto& [id, node] : flat_.graph.nodes)
            for (auto& [name, input] : node.inputs)
                if (const Link* link = link_of(input)) input = resolved(*link);
        for (const auto& [path, one] : instances_) {
            std::vector<Input>& outputs = flat_.subgraphs[path];
            for (const OutputDecl& output : one.def->outputs()) {
                Input from = resolved({path, output.name});
                const Link* link = link_of(from);
                outputs.push_back(link && link->node == path ? Input(Json()) : std::move(from));
            }
        }
        return std::move(flat_);
    }

  private:
    struct Instance {
        const NodeDef* def = nullptr;
        const Subgraph* opened = nullptr;      // null: bypassed
        std::map<std::string, Input> inputs;   // of a bypassed one
    };

    bool opens(const Node& node) const { return !node.mute && !node.bypass && declarations_.definition(node.type); }

    // Nodes of `graph`, which stands at `prefix`. Wires to subgraphs are resolved later, when all are known.
    Result<void> add(Graph graph, const std::string& prefix) {
        for (auto& [id, node] : graph.nodes)
            if (!node.mute && declarations_.definition(node.type)) drop_muted(node, graph, *declarations_.find(node.type));
        for (auto& [id, node] : graph.nodes) {
            const std::string path = prefix + id;
            if (!prefix.empty())
                for (auto& [name, input] : node.inputs)
                    if (Link* link = std::get_if<Link>(&input); link && link->node[0] != '/') link->node = prefix + link->node;
            NL_CHECK(add_node(std::move(node), path));
        }
        return {};
    }

    Result<void> add_node(Node node, const std::string& path) {
        for (auto& [name, input] : node.inputs) {
            if (Link* link = std::get_if<Link>(&input); link && link->node[0] == '/') link->node.erase(0, 1);
            bytes_ += link_of(input) ? sizeof(Input) : bytes_of(std::get<Json>(input));
        }
        if (bytes_ > most_bytes) return too_large(std::to_string(most_bytes >> 20) + " MiB of values");
        if (opens(node)) {
            const Subgraph& subgraph = *declarations_.definition(node.type);
            const NodeDef& def = *declarations_.find(node.type);
            instances_[path] = {&def, &subgraph, {}};
            return add(filled(subgraph, def, node), path + '/');
        }
        if (node.bypass && !node.mute && declarations_.definition(node.type)) instances_[path] = {declarations_.find(node.type), nullptr, std::exchange(node.inputs, {})};
        if (node.mute) node.inputs.clear();
        flat_.graph.nodes.emplace(path, std::move(node));
        return {};
    }

    // An input that has a default, or can do without, is as if unconnected where a muted node feeds it.
    static void drop_muted(Node& node, const Graph& graph, const NodeDef& def) {
        std::erase_if(node.inputs, [&](const auto& entry) {
            const Link* link = link_of(entry.second);
            const auto source = link ? graph.nodes.find(link->node) : graph.nodes.end();
            const InputDecl* decl = def.input(entry.first);
            return source != graph.nodes.end() && source->second.mute && decl && (decl->is_optional || !decl->value.is_null());
        });
    }

    // The inside of a subgraph with what `node` gives it. A wire from outside is marked by a '/' before the path, which no id begins with.
    static Graph filled(const Subgraph& subgraph, const NodeDef& def, const Node& node) {
        Graph graph = subgraph.graph;
        for (const SubgraphInput& input : subgraph.inputs) {
            std::optional<Input> given;
            if (const auto found = node.inputs.find(input.name); found != node.inputs.end()) {
                given = found->second;
                if (Link* link = std::get_if<Link>(&*given)) link->node.insert(0, 1, '/');
            } else if (const InputDecl* decl = def.input(input.name); decl && !decl->value.is_null()) {
                given = decl->value;
            }
            if (!given) continue;
            for (const InputPlace& place : input.feeds)
                if (const auto fed = graph.nodes.find(place.node); fed != graph.nodes.end()) fed->second.inputs[place.input] = *given;
        }
        return graph;
    }

    // What a wire to `link` gets: the output of a node that stays, or a value. A chain of subgraphs that pass on is walked once.
    Input resolved(const Link& link) {
        std::vector<std::pair<std::string, std::string>> walked;
        Input at = link;
        while (const Link* next = link_of(at)) {
            const auto instance = instances_.find(next->node);
            if (instance == instances_.end()) break;
            const std::pair key(next->node, next->output);
            if (const auto known = resolved_.find(key); known != resolved_.end()) {
                at = known->second;
                break;
            }
            resolved_.emplace(key, at);   // a circle of bypassed subgraphs ends here
            walked.push_back(key);
            if (auto further = step(instance->second, instance->first, next->output))
                at = *std::move(further);
            else
                break;
        }
        for (const auto& key : walked) resolved_.insert_or_assign(key, at);
        return at;
    }

    static std::optional<Input> step(const Instance& instance, const std::string& path, const std::string& output) {
        if (instance.opened) {
            for (const SubgraphOutput& one : instance.opened->outputs)
                if (one.name == output) return Link{path + '/' + one.from.node, one.from.output};
            return {};
        }
        const InputDecl* passed = instance.def->input(instance.def->bypass_input(output));
        if (!passed) return {};
        if (const auto given = instance.inputs.find(passed->name); given != instance.inputs.end()) return given->second;
        return passed->value.is_null() ? std::nullopt : std::optional<Input>(passed->value);
    }

    static constexpr std::size_t most_bytes = 4 * WorkflowLimits{}.bytes;
    const Declarations& declarations_;
    FlatGraph flat_;
    std::map<std::string, Instance> instances_;
    std::map<std::pair<std::string, std::string>, Input> resolved_;
    std::size_t bytes_ = 0;
};

}  // namespace

Result<FlatGraph> flattened(const Graph& graph, const Declarations& declarations) {
    const bool has_any = std::any_of(graph.nodes.begin(), graph.nodes.end(), [&](const auto& entry) { return declarations.definition(entry.second.type); });
    if (!has_any) return FlatGraph{graph, {}};
    return Flattener(declarations).run(graph);
}

Result<FlatGraph> flattened(const Workflow& workflow, const Registry& registry) {
    return flattened(workflow.graph, Declarations(registry, workflow.subgraphs));
}

std::optional<NodePlace> node_place(const Workflow& workflow, std::string_view path) {
    NodePlace place;
    while (true) {
        const Graph* graph = workflow.graph_in(place.scope);
        const std::size_t end = std::min(path.find('/'), path.size());
        place.id = path.substr(0, end);
        const auto node = graph ? graph->nodes.find(place.id) : decltype(graph->nodes.end())();
        if (!graph || node == graph->nodes.end()) return {};
        if (end == path.size()) return place;
        place.scope = subgraph_name(node->second.type);
        if (place.scope.empty()) return {};
        path.remove_prefix(end + 1);
    }
}

std::vector<std::string> flat_targets(const FlatGraph& flat, const Registry& registry, const std::vector<std::string>& targets) {
    std::vector<std::string> all;
    const auto add = [&](const std::string& id) {
        if (std::find(all.begin(), all.end(), id) == all.end()) all.push_back(id);
    };
    for (const std::string& target : targets) {
        const auto opened = flat.subgraphs.find(target);
        if (opened == flat.subgraphs.end()) {
            add(target);
            continue;
        }
        for (const Input& output : opened->second)
            if (const Link* link = link_of(output)) add(link->node);
        const std::string prefix = target + '/';
        for (auto node = flat.graph.nodes.lower_bound(prefix); node != flat.graph.nodes.end() && node->first.starts_with(prefix); ++node) {
            const NodeDef* def = registry.find(node->second.type);
            if (def && (def->is_impure() || def->outputs().empty())) add(node->first);
        }
    }
    return all;
}

}  // namespace noiseloom
