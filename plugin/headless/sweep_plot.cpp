#include "headless/sweep_plot.h"

#include <algorithm>
#include <cmath>

#include "core/usage.h"
#include "diffusion/trace.h"

namespace noiseloom {

Result<void> check_plot_names(const SweepPlotNames& names, const SweepTask& task, const Registry& registry) {
    const Graph& graph = task.graph();
    NL_TRY(const FlatGraph flat, flattened(task.prepared.source.workflow, registry));
    std::vector<std::string> numbers{"steps", "seconds"};
    for (const OutputPlace& one : task.numbers) numbers.push_back(one.node + "." + one.name);
    std::vector<std::string> traces;   // "sample-e6jy."
    for (const std::string& id : task.targets) {
        const NodeDef* def = registry.find(flat.graph.nodes.at(id).type);
        if (def && std::any_of(def->outputs().begin(), def->outputs().end(), [](const OutputDecl& output) { return output.type == &type_of<Trace>(); })) traces.push_back(id + ".");
    }
    std::string known;
    for (const std::string& number : numbers) known += (known.empty() ? "" : ", ") + short_name(number, graph);
    for (const std::string& trace : traces) known += ", " + short_name(trace, graph) + "spread and the like";
    const auto check = [&](const std::string& name) -> Result<void> {
        if (std::any_of(numbers.begin(), numbers.end(), [&](const std::string& number) { return name == number || name == short_name(number, graph); })) return {};
        if (std::any_of(traces.begin(), traces.end(), [&](const std::string& trace) { return name.starts_with(trace) || name.starts_with(short_name(trace, graph)); })) return {};
        return usage("this sweep's table will have no number '" + name.substr(0, 80) + "'", "It will have " + known + ".");
    };
    if (!names.x.empty()) NL_CHECK(check(names.x));
    for (const std::string& y : names.y) {
        NL_CHECK(check(y));
        if (short_name(y, graph) == short_name(names.x, graph)) return usage("'" + y + "' would be drawn over itself", "Give --plot-x and --plot-y different names.");
    }
    return {};
}

Result<Image> sweep_plot(const Table& table, const std::vector<Axis>& axes, const SweepPlotNames& names, const Graph& graph, const Font& font) {
    constexpr int panel_width = 440, panel_height = 300, most_columns = 3;
    NL_TRY(const std::vector<Panel> panels, sweep_panels(table, axes, names, graph));
    const int columns = std::clamp(static_cast<int>(std::ceil(std::sqrt(static_cast<double>(panels.size())))), 1, most_columns);
    return plot(panels, columns, panel_width, panel_height, font);
}

}  // namespace noiseloom
