#include "engine/program.h"

#include <algorithm>

#include "core/validate.h"

namespace noiseloom {
namespace {

std::string in_quotes(std::string_view text) { return "'" + std::string(text.substr(0, 80)) + "'"; }

Error wrong(std::string message, std::string hint, std::string_view node, std::string_view socket = {}) {
    return {Code::bad_workflow, std::move(message), std::move(hint), std::string(node), std::string(socket), ""};
}

// As flattened() leaves it: bypassed, with nothing to pass on.
bool is_spent(const Node& node, const NodeDef* def) { return !def && node.bypass && !subgraph_name(node.type).empty(); }

// Nothing is known of its sockets.
bool is_opaque(const BoundNode& node) { return !node.def || node.node->version != node.def->version(); }

// The graph as it stands, by position in the map.
struct RawNode {
    const std::string* id;
    const Node* node;
    const NodeDef* def;
};

class Binder {
  public:
    Binder(std::shared_ptr<const Graph> graph, const Registry& registry) : registry_(registry) {
        program_.graph = std::move(graph);
        for (const auto& [id, node] : program_.graph->nodes) {
            raw_index_.emplace(id, static_cast<int>(raw_.size()));
            raw_.push_back({&id, &node, registry.find(node.type)});
        }
    }

    Program bind() {
        number_nodes();
        for (int node = 0; node < program_.size(); ++node) bind_node(node);
        list_consumers();
        return std::move(program_);
    }

  private:
    void number_nodes();
    void bind_node(int node);
    Feed bind_input(int node, const InputDecl& decl, const Value& default_value);
    Feed bind_link(int node, const InputDecl& decl, const Link& link);
    Feed missing(int node, const InputDecl& decl, Error error);
    Feed nothing_passed(int node, const InputDecl& decl, const Link& link);
    bool is_muted(const Link& link) const;
    void blame(int node, Error error) { program_.errors.try_emplace(node, std::move(error)); }
    void list_consumers();
    const std::vector<Value>& defaults_of(const NodeDef& def);

    const Registry& registry_;
    Program program_;
    std::vector<RawNode> raw_;
    std::unordered_map<std::string_view, int> raw_index_;
    std::unordered_map<const NodeDef*, std::vector<Value>> defaults_;
};

using Wires = std::vector<std::pair<int, int>>;   // from, to

// Of the nodes that could not be sorted, those from which no loop can be reached are only downstream of one.
void mark_loops(const Wires& wires, const std::vector<int>& inputs_left, std::vector<char>& on_loop) {
    std::vector<std::vector<int>> sources(on_loop.size());
    std::vector<int> users_left(on_loop.size(), 0), ends;
    for (const auto& [from, to] : wires) {
        if (inputs_left[from] <= 0 || inputs_left[to] <= 0) continue;
        sources[to].push_back(from);
        ++users_left[from];
    }
    for (std::size_t i = 0; i < on_loop.size(); ++i) {
        on_loop[i] = inputs_left[i] > 0;
        if (on_loop[i] && users_left[i] == 0) ends.push_back(static_cast<int>(i));
    }
    while (!ends.empty()) {
        const int node = ends.back();
        ends.pop_back();
        on_loop[node] = 0;
        for (const int source : sources[node])
            if (--users_left[source] == 0) ends.push_back(source);
    }
}

// Kahn's algorithm, equal graphs giving equal orders. Nodes on a loop have an error.
void Binder::number_nodes() {
    const std::size_t count = raw_.size();
    Wires wires;
    std::vector<int> inputs_left(count, 0), first(count + 1, 0);
    for (std::size_t to = 0; to < count; ++to)
        for (const auto& [name, input] : raw_[to].node->inputs)
            if (const Link* link = link_of(input); link && !raw_[to].node->mute)
                if (const auto from = raw_index_.find(link->node); from != raw_index_.end() && !raw_[from->second].node->mute)
                    wires.emplace_back(from->second, static_cast<int>(to));
    for (const auto& [from, to] : wires) {
        ++inputs_left[to];
        ++first[from + 1];
    }
    for (std::size_t i = 0; i < count; ++i) first[i + 1] += first[i];
    std::vector<int> users(wires.size()), next(first.begin(), first.end() - 1);
    for (const auto& [from, to] : wires) users[next[from]++] = to;

    std::vector<int> order;
    std::vector<char> on_loop(count, 0);
    order.reserve(count);
    std::size_t done = 0;
    const auto number_users = [&] {
        for (; done < order.size(); ++done)
            for (int user = first[order[done]]; user < first[order[done] + 1]; ++user)
                if (--inputs_left[users[user]] == 0 && !on_loop[users[user]]) order.push_back(users[user]);
    };
    for (std::size_t i = 0; i < count; ++i)
        if (inputs_left[i] == 0) order.push_back(static_cast<int>(i));
    number_users();
    if (order.size() < count) {
        mark_loops(wires, inputs_left, on_loop);
        for (std::size_t i = 0; i < count; ++i)
            if (on_loop[i]) order.push_back(static_cast<int>(i));
        number_users();   // what is downstream of a loop
    }

    program_.nodes.reserve(count);
    program_.index.reserve(count);
    for (const int i : order) {
        const RawNode& raw = raw_[i];
        program_.index.emplace(*raw.id, program_.size());
        program_.nodes.push_back({raw.id, raw.node, raw.def});
        if (on_loop[i])
            blame(program_.size() - 1, wrong("this node is part of a loop of wires", "Cut one wire of the loop.", *raw.id));
    }
}

const std::vector<Value>& Binder::defaults_of(const NodeDef& def) {
    const auto [found, is_new] = defaults_.try_emplace(&def);
    if (is_new)
        for (const InputDecl& decl : def.inputs()) {
            auto value = decl.value.is_null() ? Result<Value>(Value()) : parse_field(decl, decl.value);
            found->second.push_back(value ? *std::move(value) : Value());
        }
    return found->second;
}

void Binder::bind_node(int number) {
    BoundNode& bound = program_.nodes[number];
    bound.first_input = static_cast<int>(program_.inputs.size());
    bound.first_output = program_.outputs;
    const Node& node = *bound.node;
    if (node.mute || is_spent(node, bound.def)) {
        program_.passes.emplace(number, std::vector<Feed>(bound.def ? bound.def->outputs().size() : 0));
        return;
    }
    if (!bound.def && !subgraph_name(node.type).empty()) {
        blame(number, wrong("the subgraph " + in_quotes(subgraph_name(node.type)) + " cannot be opened", "The workflow lacks its definition, or it contains itself.", *bound.id));
        return;
    }
    if (!bound.def) {
        blame(number, wrong("there is no node type " + in_quotes(node.type), "It may come from a newer Noiseloom or be misspelt.", *bound.id));
        return;
    }
    const NodeDef& def = *bound.def;
    if (node.version != def.version()) {
        const bool newer = node.version > def.version();
        blame(number, wrong("this node is version " + std::to_string(node.version) + " of " + node.type + "; this Noiseloom has version " +
                                std::to_string(def.version()),
                            newer ? "Update Noiseloom, or replace the node." : "Bring the workflow up to date first.", *bound.id));
        return;
    }
    const std::vector<Value>& defaults = defaults_of(def);
    if (node.bypass) {
        std::vector<Feed> passes(def.outputs().size());
        for (std::size_t i = 0; i < passes.size(); ++i) {
            const std::size_t input = def.input_index(def.bypass_input(def.outputs()[i].name));
            if (input != NodeDef::npos) passes[i] = bind_input(number, def.inputs()[input], defaults[input]);
        }
        program_.passes.emplace(number, std::move(passes));
        return;
    }
    program_.outputs += static_cast<int>(def.outputs().size());
    std::size_t known = 0;
    for (std::size_t i = 0; i < def.inputs().size(); ++i) {
        const InputDecl& decl = def.inputs()[i];
        known += node.inputs.contains(decl.name);
        program_.inputs.push_back(bind_input(number, decl, defaults[i]));
    }
    if (known == node.inputs.size()) return;
    for (const auto& [name, input] : node.inputs)
        if (!def.input(name)) blame(number, wrong(node.type + " has no input " + in_quotes(name), "Remove it, or correct its name.", *bound.id, name));
}

bool Binder::is_muted(const Link& link) const {
    const auto source = raw_index_.find(link.node);
    return source != raw_index_.end() && raw_[source->second].node->mute;
}

Feed Binder::missing(int number, const InputDecl& decl, Error error) {
    if (!decl.is_optional && !program_.nodes[number].node->bypass) blame(number, std::move(error));
    return {};
}

Feed Binder::nothing_passed(int number, const InputDecl& decl, const Link& link) {
    return missing(number, decl, wrong(in_quotes(decl.name) + " gets nothing: " + in_quotes(link.node) + " is bypassed and has nothing to pass on",
                                       "Connect another " + std::string(decl.type->name) + ", or switch the bypass off.", *program_.nodes[number].id, decl.name));
}

Feed Binder::bind_input(int number, const InputDecl& decl, const Value& default_value) {
    const BoundNode& bound = program_.nodes[number];
    const auto given = bound.node->inputs.find(decl.name);
    const Link* muted = given == bound.node->inputs.end() ? nullptr : link_of(given->second);
    if (muted && !is_muted(*muted)) muted = nullptr;
    Feed feed;
    if (given == bound.node->inputs.end() || muted) {
        if (!default_value)
            return missing(number, decl, muted ? fed_by_muted(*bound.id, decl, muted->node)
                                               : wrong(in_quotes(decl.name) + " is not connected", "Connect a " + std::string(decl.type->name) + ".", *bound.id, decl.name));
        feed.literal = default_value;
        feed.is_default = true;
    } else if (const Link* link = link_of(given->second)) {
        feed = bind_link(number, decl, *link);
    } else {
        auto value = parse_field(decl, std::get<Json>(given->second));
        if (value) {
            feed.literal = *std::move(value);
        } else {
            value.error().node = *bound.id;
            blame(number, std::move(value.error()));
        }
    }
    return feed;
}

Feed Binder::bind_link(int number, const InputDecl& decl, const Link& link) {
    const BoundNode& bound = program_.nodes[number];
    const int from = program_.find(link.node);
    if (from < 0) {
        blame(number, wrong(in_quotes(decl.name) + " is connected to " + in_quotes(link.node) + ", which does not exist", "Connect it anew.", *bound.id, decl.name));
        return {};
    }
    const BoundNode& source = program_.nodes[from];
    Feed feed;
    if (is_spent(*source.node, source.def)) return nothing_passed(number, decl, link);
    feed.node = from;
    if (from >= number || is_opaque(source)) {
        feed.is_blocked = true;   // by a node that has its own error
        return feed;
    }
    const std::size_t output = source.def->output_index(link.output);
    if (output == NodeDef::npos) {
        blame(number, wrong(in_quotes(link.node) + " has no output " + in_quotes(link.output), "Connect " + in_quotes(decl.name) + " anew.", *bound.id, decl.name));
        return {};
    }
    const TypeInfo* type = source.def->outputs()[output].type;
    if (const auto passes = program_.passes.find(from); passes != program_.passes.end()) {
        feed = passes->second[output];
        feed.is_default = false;
        if (program_.errors.contains(from)) {
            feed.node = from;
            feed.is_blocked = true;
        }
        if (feed.is_blocked) return feed;
        if (!feed.is_wire() && !feed.literal)
            return nothing_passed(number, decl, link);
        type = feed.is_wire() ? program_.nodes[feed.node].def->outputs()[feed.output].type
                              : &feed.literal.type();
    } else {
        feed.output = static_cast<int>(output);
    }
    if (!registry_.accepts(*type, *decl.type)) {
        blame(number, wrong(in_quotes(decl.name) + " takes a " + std::string(decl.type->name) + " and is connected to a " + std::string(type->name),
                            "Connect a " + std::string(decl.type->name) + ".", *bound.id, decl.name));
        return {};
    }
    if (feed.literal) feed.literal = registry_.convert(feed.literal, *decl.type);
    return feed;
}

void Binder::list_consumers() {
    std::vector<int> next(program_.nodes.size() + 1, 0);
    for (const Feed& feed : program_.inputs)
        if (feed.is_wire()) ++next[feed.node + 1];
    for (std::size_t i = 0; i < program_.nodes.size(); ++i) {
        next[i + 1] += next[i];
        program_.nodes[i].first_consumer = next[i];
    }
    program_.consumers.resize(next.back());
    for (int node = 0; node < program_.size(); ++node) {
        int input = program_.nodes[node].first_input;
        for (const Feed& feed : program_.inputs_of(node)) {
            if (feed.is_wire()) program_.consumers[next[feed.node]++] = {node, input};
            ++input;
        }
    }
}

}  // namespace

int Program::find(std::string_view id) const {
    const auto found = index.find(id);
    return found == index.end() ? -1 : found->second;
}

std::span<const Feed> Program::inputs_of(int node) const {
    const int first = nodes[node].first_input;
    const int end = node + 1 < size() ? nodes[node + 1].first_input : static_cast<int>(inputs.size());
    return std::span(inputs).subspan(first, end - first);
}

std::span<const Consumer> Program::consumers_of(int node) const {
    const int first = nodes[node].first_consumer;
    const int end = node + 1 < size() ? nodes[node + 1].first_consumer : static_cast<int>(consumers.size());
    return std::span(consumers).subspan(first, end - first);
}

int Program::outputs_of(int node) const {
    return (node + 1 < size() ? nodes[node + 1].first_output : outputs) - nodes[node].first_output;
}

Program bind_graph(std::shared_ptr<const Graph> graph, const Registry& registry) { return Binder(std::move(graph), registry).bind(); }

std::vector<std::string> default_targets(const Program& program) {
    std::vector<std::string> ends, writers;
    for (int i = 0; i < program.size(); ++i) {
        const BoundNode& node = program.nodes[i];
        if (!node.def || program.is_bypassed(i)) continue;
        if (node.def->is_impure() || node.def->outputs().empty()) writers.push_back(*node.id);
        if (program.consumers_of(i).empty()) ends.push_back(*node.id);
    }
    return writers.empty() ? ends : writers;
}

}  // namespace noiseloom
