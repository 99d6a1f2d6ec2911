// A trace in figures, as Backend::figures() tells it, and the plots that are made of it. Pure.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include <QString>

#include "core/json.h"

namespace noiseloom {

// Figures that a step does not have are NaN.
struct TermFigures {
    QString name;
    double weight, length, share, value, seconds;
    std::vector<std::pair<QString, double>> likeliest;   // classes of its first question with their probabilities
};

struct StepFigures {
    double sigma, spread, clipped, seconds;
    std::vector<TermFigures> terms;
    std::vector<std::pair<QString, double>> cosines;     // "prompt, clip"
    std::vector<double> models;                          // seconds of each model's calls
};

struct TraceWarning {
    bool burns = false;   // too strong; else terms pull against each other
    QString message, hint;
};

struct TraceFigures {
    std::vector<StepFigures> steps;
    std::vector<TraceWarning> warnings;
};

// Whatever is missing or of another type counts as not told: traces of other versions stay readable.
TraceFigures trace_figures(const Json& json);

struct PlotLine {
    QString name;
    std::vector<double> values;   // by step; NaN: none
    std::vector<double> ghost;    // of the run that it is compared with; may be empty or of another length
};

struct PlotData {
    QString id, title;
    std::vector<PlotLine> lines;
    bool is_stacked = false;               // lines are shares of one sum
    std::vector<bool> conflicts;           // steps in which terms pull against each other; empty: not asked
    std::optional<std::size_t> commits;    // the step from which on the same class is the likeliest
};

// Of every figure that some step has.
std::vector<PlotData> trace_plots(const TraceFigures& figures, const TraceFigures* compared_with = nullptr);

}  // namespace noiseloom
