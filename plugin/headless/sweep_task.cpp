#include "headless/sweep_task.h"

#include "core/override.h"
#include "core/usage.h"
#include "core/validate.h"
#include "engine/program.h"
#include "headless/tracing.h"
#include "image/images.h"
#include "engine/graph_inputs.h"
#include "session/recording.h"

namespace noiseloom {
namespace {

constexpr std::size_t most_cells = 10'000;

bool is_impure(const Program& program, int node) { return program.nodes[node].def && program.nodes[node].def->is_impure(); }

// The pictures that a node writes, or its own.
std::optional<OutputPlace> pictures_of(const Program& program, int node) {
    if (is_impure(program, node))
        for (const Feed& feed : program.inputs_of(node))
            if (feed.is_wire() && program.nodes[feed.node].def && program.nodes[feed.node].def->outputs()[static_cast<std::size_t>(feed.output)].type == &type_of<Images>())
                return OutputPlace{*program.nodes[feed.node].id, static_cast<std::size_t>(feed.output)};
    const NodeDef* def = program.nodes[node].def;
    for (std::size_t i = 0; def && i < def->outputs().size(); ++i)
        if (def->outputs()[i].type == &type_of<Images>()) return OutputPlace{*program.nodes[node].id, i};
    return {};
}

void add_numbers(const Program& program, int node, std::vector<OutputPlace>& numbers) {
    const NodeDef* def = program.nodes[node].def;
    for (std::size_t i = 0; def && i < def->outputs().size(); ++i)
        if (def->outputs()[i].type == &type_of<double>()) numbers.push_back({*program.nodes[node].id, i, def->outputs()[i].name});
}

// Of the nodes that are named, or else of what the workflow writes, and of the measures that nobody reads on.
Result<void> find_outputs(SweepTask& task, const Registry& registry) {
    NL_TRY(const FlatGraph flat, flattened(task.prepared.source.workflow, registry));
    const Program program = bind_graph(std::make_shared<const Graph>(flat.graph), registry);
    const std::vector<std::string> named = flat_targets(flat, registry, task.prepared.targets);
    int places = 0;
    for (const std::string& id : named.empty() ? default_targets(program) : named) {
        const int node = program.find(id);
        if (node < 0) continue;
        auto source = pictures_of(program, node);
        task.targets.push_back(source ? source->node : id);
        if (!named.empty()) add_numbers(program, node, task.numbers);
        if (!source) continue;
        task.pictures = std::move(source);
        ++places;
    }
    for (int node = 0; named.empty() && node < program.size(); ++node) {
        const NodeDef* def = program.nodes[node].def;
        if (def && !program.is_bypassed(node) && program.consumers_of(node).empty() && def->category() == "Metrics") add_numbers(program, node, task.numbers);
    }
    for (const OutputPlace& number : task.numbers) task.targets.push_back(number.node);
    if (places > 1) return Error{Code::usage, "this workflow gives pictures in " + std::to_string(places) + " places", "Say which are wanted: --target NODE.", "", "", ""};
    if (auto traced = targets_with_traces(flat.graph, registry, task.targets)) task.targets = *std::move(traced);
    return {};
}

// As it may go into a picture: files without their folders.
std::string recorded_text(Axis axis, const Graph& graph, const Declarations& declarations) {
    const NodeDef* def = declarations.find(graph.nodes.at(axis.node).type);
    if (def && def->input(axis.input)->type == &type_of<FileRef>())
        for (Json& value : axis.values)
            if (auto file = ValueType<FileRef>::from_json(value)) value = ValueType<FileRef>::to_json({shared_name(file->name), file->sha256});
    return axis_text(axis);
}

}  // namespace

Workflow SweepTask::workflow_at(const std::vector<std::size_t>& place) const {
    Workflow workflow = prepared.source.workflow;
    workflow.graph = graph_at(std::move(workflow.graph), axes, place);
    return workflow;
}

Graph SweepTask::flat_graph_at(const std::vector<std::size_t>& place, const Registry& registry) const {
    return flattened(workflow_at(place), registry).or_throw().graph;
}

std::vector<std::vector<std::size_t>> SweepTask::places() const {
    std::vector<std::vector<std::size_t>> all;
    for (std::size_t row = 0; row < rows(); ++row)
        for (std::size_t column = 0; column < columns(); ++column)
            all.push_back(axes.size() > 1 ? std::vector{column, row} : std::vector{column});
    return all;
}

std::string SweepTask::name_of(const std::vector<std::size_t>& place) const {
    std::string name;
    for (std::size_t i = 0; i < axes.size(); ++i)
        name += (i ? ", " : "") + axes[i].node + "." + axes[i].input + " = " + json_text(axes[i].values[place[i]]);
    return name;
}

Result<SweepTask> sweep_task(const Registry& registry, const SweepArguments& arguments) {
    GraphArguments graph = arguments;
    graph.output.clear();   // the workflow's own files are not written
    SweepTask task;
    NL_TRY(task.prepared, prepare(registry, graph));
    Json& unknown = task.prepared.source.workflow.unknown;
    NL_TRY(SweepSettings own, sweep_settings(unknown.value(sweep_key, Json())));
    unknown.erase(sweep_key);
    const Declarations declarations(registry, task.prepared.source.workflow.subgraphs);
    if (arguments.targets.empty())
        for (const std::string& name : own.targets) {
            NL_TRY(std::string id, find_node(name, task.graph(), declarations));
            task.prepared.targets.push_back(std::move(id));
        }
    const std::vector<std::string>& texts = arguments.axes.empty() ? own.axes : arguments.axes;
    if (texts.empty()) return usage("nothing says what to sweep", "Give an input its values: --axis cfg.scale=1,2,4,8");
    if (texts.size() > 2) return usage("a sweep has one or two axes, and not " + std::to_string(texts.size()), "Sweep the others one after the other.");
    for (const std::string& text : texts) {
        NL_TRY(Axis axis, parse_axis(text, task.graph(), declarations));
        if (!arguments.axes.empty())   // a file's own axes get no more than the file
            for (const Json& value : axis.values) grant_file(task.graph(), declarations, axis.node, axis.input, value, *task.prepared.files);
        task.axes.push_back(std::move(axis));
    }
    if (task.axes.size() == 2 && task.axes[0].node == task.axes[1].node && task.axes[0].input == task.axes[1].input)
        return usage("both axes are of " + task.axes[0].node + "." + task.axes[0].input, "Give one of them all the values.");
    if (const std::size_t cells = task.columns() * task.rows(); cells > most_cells)
        return usage("the sweep would have " + std::to_string(cells) + " cells, and the most is " + std::to_string(most_cells), "Give its axes fewer values.");
    NL_CHECK(find_outputs(task, registry));
    for (const Axis& axis : task.axes) task.settings.axes.push_back(recorded_text(axis, task.graph(), declarations));
    task.settings.targets = task.prepared.targets;
    for (const std::vector<std::size_t>& place : task.places())
        if (auto problems = validate(task.workflow_at(place), registry, task.targets); !problems.empty()) return problems.front();
    return task;
}

}  // namespace noiseloom
