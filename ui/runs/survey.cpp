#include "ui/runs/survey.h"

#include "ui/runs/workshop.h"

namespace noiseloom {
namespace {

// See SurveyedNode::signature. Upstream first, so those that feed a node are there already.
std::vector<Key> signatures_of(const Program& program, const Keys& keys) {
    std::vector<Key> signatures(static_cast<std::size_t>(program.size()));
    for (int node = 0; node < program.size(); ++node) {
        const auto at = static_cast<std::size_t>(node);
        if (keys.is_blocked(node)) continue;
        if (!keys.is_volatile[at] || program.is_bypassed(node)) {
            signatures[at] = keys.nodes[at];
            continue;
        }
        const BoundNode& bound = program.nodes[at];
        KeyBuilder builder("volatile node");
        builder.add(bound.def->type()).add(bound.def->version());
        for (const Feed& feed : program.inputs_of(node)) {
            if (feed.is_wire()) builder.add(signatures[static_cast<std::size_t>(feed.node)]).add(feed.output);
            else if (feed.literal && feed.literal.type().to_json) builder.add(feed.literal.type().to_json(feed.literal.object()).dump());
            else builder.add("none");
        }
        signatures[at] = builder.key();
    }
    return signatures;
}

class Surveyor {
  public:
    Surveyor(Workshop& workshop, const Program& program, const Keys& keys, const Cancel& cancel, Survey& found)
        : workshop_(workshop), caches_(workshop.backend().caches()), program_(program), keys_(keys), cancel_(cancel), found_(found) {}

    void look_over() {
        const std::vector<Key> signatures = signatures_of(program_, keys_);
        for (int node = 0; node < program_.size(); ++node) {
            const auto at = static_cast<std::size_t>(node);
            SurveyedNode& seen = found_.nodes[*program_.nodes[at].id];
            seen.signature = signatures[at];
            const PlannedNode& planned = found_.plan.nodes[at];
            seen.seconds = planned.seconds;
            seen.bytes = planned.bytes;
            const BoundNode& bound = program_.nodes[at];
            seen.def = bound.def;
            if (!bound.def || program_.is_bypassed(node)) {
                set_blocked(node, seen);
                continue;
            }
            seen.is_volatile = keys_.is_volatile[at];
            seen.has_steps = bound.def->has_steps();
            if (keys_.is_blocked(node)) {
                set_blocked(node, seen);
                continue;
            }
            const bool is_kept = look_at_outputs(bound, seen);
            if (planned.action == Action::run || planned.action == Action::may_run) seen.state = NodeState::will_run;
            else if (planned.action == Action::blocked) set_blocked(node, seen);
            else if (planned.action == Action::reuse || is_kept) seen.state = NodeState::ready;
        }
    }

    // Only now, since it may read from disk: pictures of all results that are at hand.
    void take_pictures() {
        for (auto& [id, seen] : found_.nodes) {
            if (!seen.picture_key) continue;
            cancel_.check();
            if (const auto known = workshop_.thumbnails().find(seen.picture_key)) {
                seen.picture = *known;
                continue;
            }
            const TypeInfo& type = *seen.picture_type;
            if (!caches_.peek(seen.picture_key, type)) continue;
            if (const auto kept = caches_.find(seen.picture_key, type)) seen.picture = workshop_.thumbnail(kept->value, seen.picture_key);
        }
    }

  private:
    void set_blocked(int node, SurveyedNode& seen) {
        const auto error = keys_.errors.find(node);
        if (error != keys_.errors.end()) seen.error = error->second;
        if (seen.error || keys_.is_blocked(node)) seen.state = NodeState::blocked;
    }

    // Whether all of them are in the caches.
    bool look_at_outputs(const BoundNode& bound, SurveyedNode& seen) {
        if (seen.is_volatile) return false;
        std::vector<Key>& outputs = found_.outputs[*bound.id];
        bool is_kept = !bound.def->outputs().empty();
        std::size_t bytes = 0;
        for (std::size_t i = 0; i < bound.def->outputs().size(); ++i) {
            const TypeInfo& type = *bound.def->outputs()[i].type;
            const Key& key = outputs.emplace_back(keys_.outputs[static_cast<std::size_t>(bound.first_output) + i]);
            const auto place = caches_.peek(key, type);
            is_kept = is_kept && place;
            if (place) bytes += place->bytes;
            if (seen.picture_key || !workshop_.backend().has_pictures(type)) continue;
            seen.picture_key = key;
            seen.picture_type = &type;
        }
        if (is_kept) seen.bytes = bytes;
        return is_kept;
    }

    Workshop& workshop_;
    Caches& caches_;
    const Program& program_;
    const Keys& keys_;
    const Cancel& cancel_;
    Survey& found_;
};

}  // namespace

RunSummary summary_of(const Plan& plan) {
    RunSummary summary;
    summary.seconds = plan.seconds;
    summary.errors = plan.errors;
    for (const PlannedNode& node : plan.nodes) {
        if (node.action == Action::reuse) ++summary.reuse;
        if (node.action != Action::run) continue;
        ++summary.run;
        summary.bytes += node.bytes;
    }
    return summary;
}

std::shared_ptr<const Survey> survey(Workshop& workshop, Graph graph, Subgraphs definitions, const std::vector<std::string>& targets, const SurveyOptions& options) {
    Caches& caches = workshop.backend().caches();
    auto found = std::make_shared<Survey>();
    const Registry& registry = workshop.backend().registry();
    found->source = std::move(graph);
    found->definitions = std::move(definitions);
    found->targets = targets;
    auto flat = flattened(found->source, Declarations(registry, found->definitions));
    if (!flat) {
        found->graph = std::make_shared<const Graph>();
        found->summary.errors.push_back(flat.error());
        return found;
    }
    const std::vector<std::string> flat_ids = flat_targets(*flat, registry, targets);
    found->graph = std::make_shared<const Graph>(std::move(flat->graph));
    found->subgraphs = std::move(flat->subgraphs);
    const Program program = bind_graph(found->graph, registry);
    const Keys keys = keys_of(program, {options.compute, options.files.get(), &caches.digests()});
    options.cancel.check();
    found->chosen = targets.empty() ? default_targets(program) : flat_ids;
    found->plan = plan(program, keys, found->chosen, caches);
    found->summary = summary_of(found->plan);
    Surveyor surveyor(workshop, program, keys, options.cancel, *found);
    surveyor.look_over();
    surveyor.take_pictures();
    return found;
}

}  // namespace noiseloom
