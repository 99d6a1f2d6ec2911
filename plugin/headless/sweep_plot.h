// The picture of a sweep's numbers.
#pragma once

#include "headless/sweep_panels.h"
#include "headless/sweep_task.h"

namespace noiseloom {

// Before anything runs: names that no table of this sweep can have, or one number over itself. What a trace will tell (of "sample.") is not known yet.
// Error (usage).
Result<void> check_plot_names(const SweepPlotNames& names, const SweepTask& task, const Registry& registry);

// The panels beside and below each other. Error of sweep_panels().
Result<Image> sweep_plot(const Table& table, const std::vector<Axis>& axes, const SweepPlotNames& names, const Graph& graph, const Font& font);

}  // namespace noiseloom
