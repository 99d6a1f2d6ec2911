// The numbers of a sweep's table as panels of a plot.
#pragma once

#include "core/sweep.h"
#include "headless/table.h"
#include "image/plot.h"

namespace noiseloom {

struct SweepPlotNames {
    std::string x;                // of a number of the table; empty: the first axis
    std::vector<std::string> y;   // empty: all that are numbers
};

// A panel for each number over the first axis, a line for each value of the second; over another number the points are labelled with the
// first axis' values. Names are those of the table, or the same with the ids' random ends left out ("vendi.score"). Error (usage): no such number.
Result<std::vector<Panel>> sweep_panels(const Table& table, const std::vector<Axis>& axes, const SweepPlotNames& names, const Graph& graph);

}  // namespace noiseloom
