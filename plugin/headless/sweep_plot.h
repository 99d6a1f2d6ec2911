// The numbers of a sweep's table as curves.
#pragma once

#include "core/sweep.h"
#include "headless/sweep_task.h"
#include "headless/table.h"
#include "image/plot.h"

namespace noiseloom {

struct SweepPlotNames {
    std::string x;                // of a number of the table; empty: the first axis
    std::vector<std::string> y;   // empty: all that are numbers
};

// Before anything runs: names that no table of this sweep can have, or one number over itself. What a trace will tell (of "sample.") is not known yet.
// Error (usage).
Result<void> check_plot_names(const SweepPlotNames& names, const SweepTask& task, const Registry& registry);

// A panel for each number over the first axis, a line for each value of the second; over another number the points are labelled with the
// first axis' values. Names are those of the table, or the same with the ids' random ends left out ("vendi.score"). Error (usage): no such number.
Result<Image> sweep_plot(const Table& table, const std::vector<Axis>& axes, const SweepPlotNames& names, const Graph& graph, const Font& font);

}  // namespace noiseloom
