#include "headless/sweep_panels.h"

#include <algorithm>
#include <cmath>

#include "core/usage.h"

namespace noiseloom {
namespace {

std::string name_of(const Axis& axis) { return axis.node + "." + axis.input; }

class Plotter {
  public:
    Plotter(const Table& table, const std::vector<Axis>& axes, const Graph& graph) : table_(table), axes_(axes), graph_(graph) {}

    // Numbers of the table that are no axis, by name.
    std::vector<std::string> numbers() const {
        std::vector<std::string> all;
        for (const std::string& column : table_.columns()) {
            const auto is_it = [&](const Axis& axis) { return name_of(axis) == column; };
            const auto is_number = [&](const Json& row) { return !row.contains(column) || row[column].is_number(); };
            if (std::none_of(axes_.begin(), axes_.end(), is_it) && std::all_of(table_.rows().begin(), table_.rows().end(), is_number)) all.push_back(column);
        }
        return all;
    }

    Result<std::string> find(const std::string& name) const {
        std::string known;
        for (const std::string& column : numbers()) {
            if (column == name || short_name(column, graph_) == name) return column;
            known += (known.empty() ? "" : ", ") + short_name(column, graph_);
        }
        return usage("this sweep's table has no number '" + name.substr(0, 80) + "'", "It has " + known + ".");
    }

    Panel panel(const std::string& y, const std::string& x) const {
        const bool is_over_axis = x.empty();
        const std::string axis = short_name(name_of(axes_[0]), graph_);
        Panel made{short_name(y, graph_) + (is_over_axis ? "" : ", at each " + axis), {is_over_axis ? axis : short_name(x, graph_)}, {}, {}};
        made.y.is_whole = std::all_of(table_.rows().begin(), table_.rows().end(), [&](const Json& row) { return row.contains(y) && row[y].is_number_integer(); });
        if (is_over_axis && is_numeric()) {   // the same for all panels
            const auto [low, high] = std::minmax_element(axes_[0].values.begin(), axes_[0].values.end());
            if (*low < *high) made.x.range = {low->get<double>(), high->get<double>()};
        } else if (is_over_axis) {
            for (const Json& value : axes_[0].values) made.x.words.push_back(value_label(value));
        }
        const std::size_t lines = axes_.size() > 1 ? axes_[1].values.size() : 1;
        for (std::size_t line = 0; line < lines; ++line) {
            Series series{"", {}, series_colour(line), Marks::both};
            if (axes_.size() > 1) series.name = line_name(axes_[1].values[line]);
            for (std::size_t i = 0; i < axes_[0].values.size(); ++i) {
                const Json* row = row_at(i, line);
                double over = row && !is_over_axis ? number(*row, x) : std::nan("");
                if (is_over_axis) over = is_numeric() ? axes_[0].values[i].get<double>() : static_cast<double>(i);
                series.points.emplace_back(over, row ? number(*row, y) : std::nan(""));
                if (!is_over_axis) series.labels.push_back(value_label(axes_[0].values[i]));
            }
            if (is_over_axis) std::sort(series.points.begin(), series.points.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
            made.series.push_back(std::move(series));
        }
        return made;
    }

  private:
    bool is_numeric() const { return std::all_of(axes_[0].values.begin(), axes_[0].values.end(), [](const Json& value) { return value.is_number(); }); }

    // Texts say for themselves what they are.
    std::string line_name(const Json& value) const { return (value.is_string() ? "" : short_name(name_of(axes_[1]), graph_) + " = ") + value_label(value); }

    static double number(const Json& row, const std::string& name) { return row.contains(name) ? row[name].get<double>() : std::nan(""); }

    // Null where the run failed.
    const Json* row_at(std::size_t column, std::size_t line) const {
        for (const Json& row : table_.rows())
            if (row[name_of(axes_[0])] == axes_[0].values[column] && (axes_.size() < 2 || row[name_of(axes_[1])] == axes_[1].values[line])) return &row;
        return nullptr;
    }

    const Table& table_;
    const std::vector<Axis>& axes_;
    const Graph& graph_;
};

}  // namespace

Result<std::vector<Panel>> sweep_panels(const Table& table, const std::vector<Axis>& axes, const SweepPlotNames& names, const Graph& graph) {
    const Plotter plotter(table, axes, graph);
    std::string x;
    if (!names.x.empty()) {
        NL_TRY(x, plotter.find(names.x));
    }
    std::vector<std::string> ys;
    for (const std::string& name : names.y) {
        NL_TRY(std::string y, plotter.find(name));
        if (std::find(ys.begin(), ys.end(), y) == ys.end()) ys.push_back(std::move(y));
    }
    if (ys.empty()) ys = plotter.numbers();
    std::erase(ys, x);
    std::vector<Panel> panels;
    for (const std::string& y : ys) panels.push_back(plotter.panel(y, x));
    return panels;
}

}  // namespace noiseloom
