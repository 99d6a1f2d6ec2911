#include "engine/plan.h"

#include <algorithm>

namespace noiseloom {
namespace {

// Own fields for the node's cost estimate: defaults filled in, wires left out.
Json fields_of(const Program& program, int node) {
    Json fields = Json::object();
    const NodeDef& def = *program.nodes[node].def;
    std::size_t input = 0;
    for (const Feed& feed : program.inputs_of(node)) {
        if (feed.literal && feed.literal.type().to_json) fields[def.inputs()[input].name] = feed.literal.type().to_json(feed.literal.object());
        ++input;
    }
    return fields;
}

enum class Need : char { none, maybe, surely };

class Planner {
  public:
    Planner(const Program& program, const Keys& keys, const Caches& caches, const Promised& promised)
        : program_(program), keys_(keys), caches_(caches), promised_(promised), nodes_(program.nodes.size(), Need::none), outputs_(program.outputs, Need::none) {}

    Plan plan(const std::vector<std::string>& targets) {
        for (int i = 0; i < program_.size(); ++i) plan_.nodes.push_back({*program_.nodes[i].id});
        for (const std::string& target : targets) want(target);
        for (int i = program_.size() - 1; i >= 0; --i)
            if (nodes_[i] != Need::none) decide(i);
        return std::move(plan_);
    }

  private:
    void want(const std::string& target);
    void need(const Feed& feed, Need need);
    void decide(int node);
    bool reuse(int node);

    const Program& program_;
    const Keys& keys_;
    const Caches& caches_;
    const Promised& promised_;
    std::vector<Need> nodes_, outputs_;
    Plan plan_;
};

void Planner::want(const std::string& target) {
    const int node = program_.find(target);
    if (node < 0) {
        plan_.errors.push_back({Code::bad_workflow, "there is no node '" + target + "'", "", target, "", ""});
        return;
    }
    if (const auto passes = program_.passes.find(node); passes != program_.passes.end())
        for (const Feed& feed : passes->second) need(feed, Need::surely);
    nodes_[node] = Need::surely;
    for (int i = 0; i < program_.outputs_of(node); ++i) outputs_[program_.nodes[node].first_output + i] = Need::surely;
}

void Planner::need(const Feed& feed, Need need) {
    if (!feed.is_wire()) return;
    nodes_[feed.node] = std::max(nodes_[feed.node], need);
    if (keys_.is_blocked(feed.node)) return;
    Need& output = outputs_[program_.nodes[feed.node].first_output + feed.output];
    output = std::max(output, need);
}

bool Planner::reuse(int node) {
    const BoundNode& bound = program_.nodes[node];
    if (keys_.is_volatile[node] || bound.def->outputs().empty()) return false;
    PlannedNode planned = plan_.nodes[node];
    for (std::size_t i = 0; i < bound.def->outputs().size(); ++i) {
        if (outputs_[bound.first_output + i] == Need::none) continue;
        const Key& key = keys_.outputs[bound.first_output + i];
        const auto place = caches_.peek(key, *bound.def->outputs()[i].type);
        if (!place && promised_.contains(key)) continue;
        if (!place) return false;
        planned.bytes += place->bytes;
        planned.on_disk |= place->on_disk;
    }
    planned.action = Action::reuse;
    plan_.nodes[node] = std::move(planned);
    return true;
}

void Planner::decide(int node) {
    if (program_.is_bypassed(node) && !keys_.errors.contains(node)) return;
    PlannedNode& planned = plan_.nodes[node];
    const BoundNode& bound = program_.nodes[node];
    const bool blocked = keys_.is_blocked(node);
    if (blocked) {
        planned.action = Action::blocked;
        if (const auto error = keys_.errors.find(node); error != keys_.errors.end() && nodes_[node] == Need::surely) plan_.errors.push_back(error->second);
    } else if (reuse(node)) {
        return;
    } else {
        planned.action = nodes_[node] == Need::surely ? Action::run : Action::may_run;
        const auto measured = caches_.measured(*bound.def);
        if (bound.def->has_cost())
            planned.seconds = bound.def->estimated_cost(fields_of(program_, node));
        else if (measured)
            planned.seconds = measured->seconds;
        if (measured) planned.bytes = measured->bytes;
        if (planned.action == Action::run) plan_.seconds += planned.seconds;
    }
    if (!bound.def) return;
    std::size_t input = 0;
    for (const Feed& feed : program_.inputs_of(node)) {
        const bool lazy = bound.def->inputs()[input++].is_lazy;
        if (!blocked || (feed.is_wire() && keys_.is_blocked(feed.node))) need(feed, lazy ? Need::maybe : nodes_[node]);
    }
}

}  // namespace

std::string_view name_of(Action action) {
    switch (action) {
        case Action::reuse: return "reuse";
        case Action::run: return "run";
        case Action::may_run: return "may run";
        case Action::blocked: return "blocked";
        case Action::not_needed: return "not needed";
    }
    return "";
}

const PlannedNode* Plan::find(std::string_view id) const {
    const auto found = std::find_if(nodes.begin(), nodes.end(), [&](const PlannedNode& node) { return node.id == id; });
    return found == nodes.end() ? nullptr : &*found;
}

void promise(const Plan& plan, const Program& program, const Keys& keys, Promised& promised) {
    for (int node = 0; node < program.size(); ++node)
        if (plan.nodes[node].action == Action::run && !keys.is_volatile[node])
            for (int i = 0; i < program.outputs_of(node); ++i) promised.insert(keys.outputs[program.nodes[node].first_output + i]);
}

Plan plan(const Program& program, const Keys& keys, const std::vector<std::string>& targets, const Caches& caches, const Promised& promised) {
    return Planner(program, keys, caches, promised).plan(targets.empty() ? default_targets(program) : targets);
}

Plan plan(std::shared_ptr<const Graph> graph, const Registry& registry, const std::vector<std::string>& targets, const KeyOptions& options,
          const Caches& caches) {
    const Program program = bind_graph(std::move(graph), registry);
    return plan(program, keys_of(program, options), targets, caches);
}

}  // namespace noiseloom
