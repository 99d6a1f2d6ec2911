#include "core/subgraph_edits.h"

#include <algorithm>
#include <set>

#include "core/ids.h"
#include "core/reach.h"

namespace noiseloom {
namespace {

Error bad(std::string message, std::string hint = "") { return {Code::bad_workflow, std::move(message), std::move(hint)}; }

// "image", "image_2", ...
std::string unique_name(const std::string& name, std::set<std::string>& taken) {
    std::string unique = name;
    for (int number = 2; !taken.insert(unique).second; ++number) unique = name.substr(0, 56) + '_' + std::to_string(number);
    return unique;
}

// The view's entries of a node: {section: value}.
std::map<std::string, Json> looks_of(const Json& view, const std::string& id) {
    std::map<std::string, Json> looks;
    for (const auto& [section, values] : view.get_ref<const Json::object_t&>())
        if (values.is_object() && values.contains(id)) looks[section] = values[id];
    return looks;
}

std::optional<std::pair<double, double>> position(const Json& view, const std::string& id) {
    const Json at = looks_of(view, id)["at"];
    if (!at.is_array() || at.size() != 2 || !at[0].is_number() || !at[1].is_number()) return {};
    return std::pair(at[0].get<double>(), at[1].get<double>());
}

// The field of the form that is an input of a node.
std::optional<InputPlace> place_of(const Json& field) {
    if (!field.is_object() || !field.contains("input") || !field["input"].is_string()) return {};
    const std::string text = field["input"].get<std::string>();
    const std::size_t dot = text.find('.');
    return dot == std::string::npos ? std::nullopt : std::optional(InputPlace{text.substr(0, dot), text.substr(dot + 1)});
}

// The other way for sockets of the scope and the form: what leads to a place now leads to those that `moved` says; none: it stays.
template <class Moved>
void redirect(const Workflow& workflow, const std::string& scope, Moved moved, const std::function<std::optional<Link>(const Link&)>& moved_output, Patch& patch) {
    if (scope.empty()) {
        Json form = workflow.form;
        for (Json& field : form)
            if (const auto place = place_of(field))
                if (const std::vector<InputPlace> to = moved(*place); !to.empty()) field["input"] = to.front().node + '.' + to.front().input;
        if (form != workflow.form) patch.operations.push_back(SetForm{std::move(form)});
        return;
    }
    const SubgraphInterface& old = workflow.subgraphs.at(scope);
    SubgraphInterface interface = old;
    for (SubgraphInput& input : interface.inputs) {
        std::vector<InputPlace> feeds;
        for (const InputPlace& place : input.feeds) {
            std::vector<InputPlace> to = moved(place);
            if (to.empty()) to.push_back(place);
            for (InputPlace& one : to)
                if (std::find(feeds.begin(), feeds.end(), one) == feeds.end()) feeds.push_back(std::move(one));
        }
        input.feeds = std::move(feeds);
    }
    for (SubgraphOutput& output : interface.outputs)
        if (const auto to = moved_output(output.from)) output.from = *to;
    if (interface != old) patch.operations.push_back(SetInterface{scope, std::move(interface)});
}

class Maker {
  public:
    Maker(const Workflow& workflow, const std::string& scope, std::set<std::string> ids, const std::string& name)
        : workflow_(workflow), scope_(scope), graph_(*workflow.graph_in(scope)), view_(*workflow.view_in(scope)), ids_(std::move(ids)), name_(name),
          instance_(make_id(name, graph_)), node_(subgraph_node(name)) {}

    Patch patch() {
        for (const std::string& id : ids_) take(id);
        Patch patch;
        for (const auto& [id, node] : graph_.nodes) {
            if (ids_.contains(id)) continue;
            for (const auto& [name, input] : node.inputs)
                if (const Link* link = link_of(input); link && ids_.contains(link->node)) patch.operations.push_back(SetInput{id, name, output_for(*link), scope_});
        }
        redirect(workflow_, scope_, [&](const InputPlace& place) { return outer_places(place); },
                 [&](const Link& link) { return ids_.contains(link.node) ? std::optional(output_for(link)) : std::nullopt; }, patch);
        for (const std::string& id : ids_) {
            for (const auto& [section, value] : looks_of(view_, id)) patch.operations.push_back(SetView{{section, id}, {}, scope_});
            patch.operations.push_back(RemoveNode{id, scope_});
        }
        patch.operations.insert(patch.operations.begin(), SetSubgraph{name_, std::move(made_)});
        patch.operations.push_back(AddNode{instance_, std::move(node_), scope_});
        if (placed_ > 0) patch.operations.push_back(SetView{{"at", instance_}, Json{x_ / placed_, y_ / placed_}, scope_});
        return patch;
    }

  private:
    void take(const std::string& id) {
        Node node = graph_.nodes.at(id);
        std::erase_if(node.inputs, [&](const auto& entry) {
            const Link* link = link_of(entry.second);
            if (!link || ids_.contains(link->node)) return false;
            feed({id, entry.first}, *link);
            return true;
        });
        made_.graph.nodes[id] = std::move(node);
        for (const auto& [section, value] : looks_of(view_, id)) made_.view[section][id] = value;
        if (const auto at = position(view_, id)) {
            x_ += at->first;
            y_ += at->second;
            ++placed_;
        }
    }

    void feed(const InputPlace& place, const Link& from) {
        const auto [known, is_new] = by_source_.try_emplace({from.node, from.output}, made_.inputs.size());
        if (is_new) {
            made_.inputs.push_back({unique_name(place.input, input_names_), {}});
            node_.inputs[made_.inputs.back().name] = from;
        }
        made_.inputs[known->second].feeds.push_back(place);
    }

    Link output_for(const Link& from) {
        for (const SubgraphOutput& output : made_.outputs)
            if (output.from == from) return {instance_, output.name};
        made_.outputs.push_back({unique_name(from.output, output_names_), from});
        return {instance_, made_.outputs.back().name};
    }

    // The socket that a place now has outside.
    std::vector<InputPlace> outer_places(const InputPlace& place) {
        if (!ids_.contains(place.node)) return {};
        for (const SubgraphInput& input : made_.inputs)
            if (std::find(input.feeds.begin(), input.feeds.end(), place) != input.feeds.end()) return {{instance_, input.name}};
        made_.inputs.push_back({unique_name(place.input, input_names_), {place}});
        return {{instance_, made_.inputs.back().name}};
    }

    const Workflow& workflow_;
    const std::string& scope_;
    const Graph& graph_;
    const Json& view_;
    const std::set<std::string> ids_;
    const std::string& name_;
    const std::string instance_;
    Node node_;
    Subgraph made_;
    std::map<std::pair<std::string, std::string>, std::size_t> by_source_;   // index of the input
    std::set<std::string> input_names_, output_names_;
    double x_ = 0, y_ = 0;
    int placed_ = 0;
};

}  // namespace

Result<Patch> make_subgraph(const Workflow& workflow, const std::string& scope, std::span<const std::string> ids, const std::string& name) {
    const Graph* graph = workflow.graph_in(scope);
    if (!graph) return bad("there is no subgraph '" + scope.substr(0, 80) + "'");
    if (!is_valid_id(name)) return bad("not a name of a subgraph: '" + name.substr(0, 80) + "'", "A name has at most 64 letters, digits, '-' and '_'.");
    if (workflow.subgraphs.contains(name)) return bad("there is already a subgraph '" + name + "'", "Choose another name.");
    std::set<std::string> chosen;
    for (const std::string& id : ids)
        if (graph->nodes.contains(id)) chosen.insert(id);
    if (chosen.empty()) return bad("there is no node to make a subgraph of", "Choose some nodes.");
    const std::vector<std::string> ends(chosen.begin(), chosen.end()), after = reached(*graph, ends, Way::downstream), before = reached(*graph, ends, Way::upstream);
    for (const std::string& id : after)
        if (!chosen.contains(id) && std::find(before.begin(), before.end(), id) != before.end()) return bad("'" + id + "' stands between the nodes that are to be a subgraph", "Choose it too.");
    return Maker(workflow, scope, std::move(chosen), name).patch();
}

Result<Patch> expand_subgraph(const Workflow& workflow, const std::string& scope, const std::string& id, const Declarations& declarations) {
    const Graph* graph = workflow.graph_in(scope);
    const auto found = graph ? graph->nodes.find(id) : std::map<std::string, Node>::const_iterator();
    if (!graph || found == graph->nodes.end()) return bad("there is no node '" + id.substr(0, 80) + "'");
    const Node& node = found->second;
    const Subgraph* subgraph = declarations.definition(node.type);
    if (!subgraph) return bad("'" + id + "' is no subgraph that can be opened");
    if (node.bypass) return bad("'" + id + "' is bypassed", "Switch its bypass off before its nodes are put in its place.");
    const NodeDef& def = *declarations.find(node.type);

    std::map<std::string, std::string> fresh;
    Graph taken = *graph;
    taken.nodes.erase(id);
    for (const auto& [inner, one] : subgraph->graph.nodes) {
        fresh[inner] = taken.nodes.contains(inner) ? make_id(slug_of(inner), taken) : inner;
        taken.nodes[fresh[inner]];
    }
    Graph inside = subgraph->graph;
    for (auto& [inner, one] : inside.nodes) {
        one.mute = one.mute || node.mute;
        for (auto& [name, input] : one.inputs)
            if (Link* link = std::get_if<Link>(&input); link && fresh.contains(link->node)) link->node = fresh[link->node];
    }
    for (const SubgraphInput& input : subgraph->inputs) {
        const auto given = node.inputs.find(input.name);
        const InputDecl* decl = def.input(input.name);
        if (given == node.inputs.end() && (!decl || decl->value.is_null())) continue;
        for (const InputPlace& place : input.feeds)
            if (const auto fed = inside.nodes.find(place.node); fed != inside.nodes.end() && (given != node.inputs.end() || place != input.feeds.front()))
                fed->second.inputs[place.input] = given != node.inputs.end() ? given->second : Input(decl->value);
    }
    const auto outer = [&](const Link& link) -> std::optional<Link> {
        if (link.node != id) return {};
        for (const SubgraphOutput& output : subgraph->outputs)
            if (output.name == link.output && fresh.contains(output.from.node)) return Link{fresh.at(output.from.node), output.from.output};
        return {};
    };
    const auto inner_places = [&](const InputPlace& place) {
        std::vector<InputPlace> places;
        for (const SubgraphInput& input : subgraph->inputs)
            if (place.node == id && input.name == place.input)
                for (const InputPlace& one : input.feeds)
                    if (fresh.contains(one.node)) places.push_back({fresh.at(one.node), one.input});
        return places;
    };

    Patch patch;
    redirect(workflow, scope, inner_places, outer, patch);
    for (const auto& [other, user] : graph->nodes)
        for (const auto& [name, input] : user.inputs)
            if (const Link* link = link_of(input); other != id && link && link->node == id)
                if (const auto to = outer(*link)) patch.operations.push_back(SetInput{other, name, *to, scope});
    const Json& view = *workflow.view_in(scope);
    for (const auto& [section, value] : looks_of(view, id)) patch.operations.push_back(SetView{{section, id}, {}, scope});
    patch.operations.push_back(RemoveNode{id, scope});
    // Around where the subgraph stood.
    double x = 0, y = 0;
    int placed = 0;
    for (const auto& [inner, one] : inside.nodes)
        if (const auto at = position(subgraph->view, inner)) {
            x += at->first;
            y += at->second;
            ++placed;
        }
    const auto centre = position(view, id);
    for (auto& [inner, one] : inside.nodes) {
        patch.operations.push_back(AddNode{fresh[inner], std::move(one), scope});
        auto looks = looks_of(subgraph->view, inner);
        if (const auto at = position(subgraph->view, inner); at && centre) looks["at"] = Json{centre->first + at->first - x / placed, centre->second + at->second - y / placed};
        for (const auto& [section, value] : looks) patch.operations.push_back(SetView{{section, fresh[inner]}, value, scope});
    }
    const std::string name = subgraph_name(node.type);
    int users = 0;
    const auto count = [&](const Graph& one) {
        for (const auto& [other, user] : one.nodes) users += user.type == node.type;
    };
    count(workflow.graph);
    for (const auto& [other, one] : workflow.subgraphs) count(one.graph);
    if (users == 1) patch.operations.push_back(SetSubgraph{name, {}});
    return patch;
}

Result<Workflow> subgraph_file(const Workflow& workflow, const std::string& name) {
    if (!workflow.subgraphs.contains(name)) return bad("there is no subgraph '" + name.substr(0, 80) + "'");
    Workflow file;
    file.graph.nodes[make_id(name, file.graph)] = subgraph_node(name);
    for (const std::string& needed : subgraphs_in(file.graph, workflow.subgraphs)) file.subgraphs[needed] = workflow.subgraphs.at(needed);
    return file;
}

}  // namespace noiseloom
