#include "ui/trace/remedies.h"

#include <array>
#include <cmath>
#include <limits>

#include <QCoreApplication>

#include "core/curve.h"
#include "ui/model/field_edit.h"
#include "ui/model/looks.h"
#include "ui/trace/look_graph.h"

namespace noiseloom {
namespace {

constexpr double lower = 0.7;   // of the scale
constexpr double fork_weight = 0.5;
constexpr double branch_gap = 320;   // a node's height and some air
constexpr std::array<double, 6> swept_weights{0, 0.25, 0.5, 0.75, 1, 1.5};

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Trace)
};

struct Field {
    std::string node;
    const InputDecl* input = nullptr;
};

const InputDecl* input_of_type(const NodeDef* def, std::string_view type) {
    if (!def) return nullptr;
    for (const InputDecl& input : def->inputs())
        if (input.type->name == type) return &input;
    return nullptr;
}

// The nearest guider, from the sampler upwards, whose "scale" is a field.
std::optional<Field> scale_of(const PlacedNode& sampler) {
    const Graph& graph = sampler.place.graph();
    const Declarations& declarations = sampler.place.declarations();
    std::string at = sampler.id;
    for (std::size_t i = 0; i <= graph.nodes.size(); ++i) {
        const InputDecl* guider = input_of_type(def_of(graph, declarations, at), "guider");
        const Link* link = guider ? link_to(graph, at, guider->name) : nullptr;
        if (!link) return {};
        at = link->node;
        const NodeDef* def = def_of(graph, declarations, at);
        if (const InputDecl* scale = def ? def->input("scale") : nullptr; scale && !link_to(graph, at, "scale")) return Field{at, scale};
    }
    return {};
}

std::optional<Curve> curve_of(const Graph& graph, const Field& field) {
    const Json literal = literal_of(graph, field.node, field.input->name);
    const auto curve = ValueType<Curve>::from_json(literal.is_null() ? field.input->value : literal);
    return curve ? std::optional(*curve) : std::nullopt;
}

double rounded(double value) { return std::round(value * 100) / 100; }

Json curve_json(const std::vector<std::pair<double, double>>& knots) {
    const auto curve = Curve::from_knots(knots);
    return curve ? ValueType<Curve>::to_json(*curve) : Json();
}

// A node of the type between the sampler and its guider.
Patch insert_before(const PlacedNode& sampler, const char* type, const std::vector<std::pair<const char*, Json>>& fields) {
    const GraphPlace& place = sampler.place;
    const InputDecl* guider = input_of_type(place.declaration(sampler.id), "guider");
    const NodeDef* def = place.declarations().find(type);
    const InputDecl* inner = input_of_type(def, "guider");
    const Link* from = guider ? link_to(place.graph(), sampler.id, guider->name) : nullptr;
    if (!from || !inner || def->outputs().empty()) return {};
    const QPointF at = node_look(place.view(), sampler.id).at.value_or(QPointF());
    Added added = add_node(place.graph(), *def, snapped(at + QPointF(-40, -160)));
    added.patch.operations.push_back(SetInput{added.id, inner->name, Input(*from)});
    for (const auto& [name, value] : fields)
        if (def->input(name)) added.patch.operations.push_back(SetInput{added.id, name, Input(value)});
    return added.patch += connect(place.view(), {added.id, def->outputs().front().name}, {sampler.id, guider->name});
}

Patch lower_scale(const PlacedNode& sampler) {
    const auto field = scale_of(sampler);
    const auto curve = field ? curve_of(sampler.place.graph(), *field) : std::nullopt;
    if (!curve) return {};
    auto knots = curve->knots();
    for (auto& [u, value] : knots) value = rounded(value * lower);
    return {{SetInput{field->node, field->input->name, Input(curve_json(knots))}}};
}

// What it was until the step before, `weight` times that from the step on.
Json forked(const Curve& curve, int step, int steps, double weight) {
    const double gap = steps > 1 ? 1.0 / (steps - 1) : 1, from = step * gap;
    std::vector<std::pair<double, double>> knots;
    if (step > 0) {
        for (const auto& knot : curve.knots())
            if (knot.first < from - gap - 1e-9) knots.push_back(knot);
        knots.emplace_back(from - gap, curve.at(from - gap));
    }
    knots.emplace_back(from, rounded(curve.at(from) * weight));
    for (const auto& [u, value] : curve.knots())
        if (u > from + 1e-9) knots.emplace_back(u, rounded(value * weight));
    return curve_json(knots);
}

}  // namespace

std::vector<TraceRemedy> remedies(const PlacedNode& sampler, const TraceWarning& warning) {
    std::vector<TraceRemedy> found;
    const auto add = [&](const QString& label, Patch patch) {
        if (!patch.empty()) found.push_back({label, std::move(patch)});
    };
    add(Words::tr("Lower scale"), lower_scale(sampler));
    add(Words::tr("Only from 10 to 80 %"), insert_before(sampler, "guidance.interval", {{"start", 0.1}, {"stop", 0.8}}));
    if (!warning.burns) return found;   // what tames the contrast does nothing about terms that fight
    add(Words::tr("Rescale"), insert_before(sampler, "guidance.rescale", {}));
    add(Words::tr("Threshold"), insert_before(sampler, "guidance.threshold", {}));
    return found;
}

Patch guide_otherwise(const PlacedNode& sampler, int step, int steps) {
    const auto field = scale_of(sampler);
    const auto curve = field ? curve_of(sampler.place.graph(), *field) : std::nullopt;
    if (!curve) return {};
    return {{SetInput{field->node, field->input->name, Input(forked(*curve, step, steps, fork_weight))}}};
}

Patch fork_here(const PlacedNode& sampler, int step, int steps) {
    const GraphPlace& place = sampler.place;
    const auto field = scale_of(sampler);
    const Patch otherwise = guide_otherwise(sampler, step, steps);
    if (otherwise.empty()) return {};
    // With what lies between the sampler and the guider that has the scale.
    std::vector<std::string> copied{sampler.id};
    while (copied.back() != field->node) {
        const InputDecl* guider = input_of_type(place.declaration(copied.back()), "guider");
        copied.push_back(link_to(place.graph(), copied.back(), guider->name)->node);
    }
    const Workflow& workflow = place.document().workflow();
    Workflow changed = workflow;
    if (!apply(place.scoped(otherwise), changed)) return {};
    // Below all that is there.
    double lowest = 0, highest = std::numeric_limits<double>::infinity();
    for (const auto& [id, node] : place.graph().nodes)
        if (const auto at = node_look(place.view(), id).at) lowest = std::max(lowest, at->y());
    for (const std::string& id : copied)
        if (const auto at = node_look(place.view(), id).at) highest = std::min(highest, at->y());
    for (const std::string& id : copied)
        if (const auto at = node_look(place.view(), id).at; at && !apply(place.scoped({{set_position(id, snapped(*at + QPointF(0, lowest - highest + branch_gap)))}}), changed)) return {};
    return renumbered(copy_nodes(changed, copied, place.scope()), workflow, place.scope());
}

std::optional<Axis> sweep_from(const PlacedNode& sampler, int step, int steps) {
    const auto field = scale_of(sampler);
    const auto curve = field ? curve_of(sampler.place.graph(), *field) : std::nullopt;
    if (!curve) return {};
    Axis axis{field->node, field->input->name, {}};
    for (const double weight : swept_weights) axis.values.push_back(forked(*curve, step, steps, weight));
    return axis;
}

Patch keep_look(const PlacedNode& sampler, int step) {
    const GraphPlace& place = sampler.place;
    const auto look = look_node(place.graph(), place.declarations(), sampler.id, step + 1);
    const NodeDef* def = look ? place.declarations().find(look->type) : nullptr;
    if (!def) return {};
    Added added = add_node(place.graph(), *def, snapped(node_look(place.view(), sampler.id).at.value_or(QPointF()) + QPointF(320, 160)));
    for (const auto& [name, input] : look->inputs) added.patch.operations.push_back(SetInput{added.id, name, input});
    return added.patch;
}

}  // namespace noiseloom
