#include "ui/app/steps_ahead.h"

#include "core/flatten.h"
#include "ui/inspector/run_facts.h"
#include "ui/model/connection.h"
#include "ui/model/field_edit.h"

namespace noiseloom {
namespace {

// Of subgraphs all nodes count.
std::set<std::string> reached_from(const Graph& flat, const std::string& path) {
    if (flat.nodes.contains(path)) return downstream_of(flat, path);
    std::set<std::string> reached;
    const std::string inside = path + '/';
    for (auto node = flat.nodes.lower_bound(inside); node != flat.nodes.end() && node->first.starts_with(inside); ++node)
        if (!reached.contains(node->first)) reached.merge(downstream_of(flat, node->first));
    return reached;
}

std::optional<Curve> curve_in(const Workflow& workflow, const std::string& path, const std::string& input) {
    const auto place = node_place(workflow, path);
    if (!place) return {};
    const Json literal = literal_of(*workflow.graph_in(place->scope), place->id, input);
    if (literal.is_null()) return {};
    const auto curve = ValueType<Curve>::from_json(literal);
    return curve ? std::optional(*curve) : std::nullopt;
}

}  // namespace

QString cost_text(const Runs& runs, EditorDocument& document, const std::string& path) {
    QStringList lines;
    for (const std::string& id : reached_from(runs.flat_graph(), path))
        if (const QString text = rerun_text(runs.status(id)); id != path && !text.isEmpty()) lines << path_title(document, id) + ": " + text;
    return lines.join('\n');
}

Inspector::CurveMarks curve_marks(const Runs& runs, const EditorDocument& document, const std::string& path, const SeenStep& seen) {
    Inspector::CurveMarks marks;
    if (seen.count > 1 && reached_from(runs.flat_graph(), path).contains(seen.sampler)) {
        marks.steps = seen.count;
        marks.marker = static_cast<double>(seen.step) / (seen.count - 1);
    }
    const auto last = std::find_if(runs.jobs().rbegin(), runs.jobs().rend(), [](const Job& job) { return job.state == JobState::done && job.axes.empty(); });
    const auto place = node_place(document.workflow(), path);
    const NodeDef* def = place ? def_of(*document.workflow().graph_in(place->scope), document.declarations(), place->id) : nullptr;
    if (last == runs.jobs().rend() || !def) return marks;
    for (const InputDecl& input : def->inputs()) {
        if (input.type != &type_of<Curve>()) continue;
        const auto now = curve_in(document.workflow(), path, input.name), then = curve_in(last->workflow, path, input.name);
        if (now && then && now->knots() != then->knots()) marks.ghosts.emplace(input.name, *then);
    }
    return marks;
}

}  // namespace noiseloom
