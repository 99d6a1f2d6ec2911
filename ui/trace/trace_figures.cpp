#include "ui/trace/trace_figures.h"

#include <cmath>
#include <limits>

#include <QCoreApplication>

namespace noiseloom {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t most_classes = 5;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Trace)
};

double number(const Json& json, const char* name) {
    const auto found = json.find(name);
    return found != json.end() && found->is_number() ? found->get<double>() : none;
}
QString text(const Json& json, const char* name) {
    const auto found = json.find(name);
    return found != json.end() && found->is_string() ? QString::fromStdString(found->get<std::string>()) : QString();
}
// The objects of a list.
std::vector<const Json*> objects(const Json& json, const char* name) {
    std::vector<const Json*> all;
    if (const auto found = json.find(name); found != json.end() && found->is_array())
        for (const Json& one : *found)
            if (one.is_object()) all.push_back(&one);
    return all;
}

TermFigures term_figures(const Json& json) {
    TermFigures term{text(json, "name"), number(json, "weight"), number(json, "length"), number(json, "share"), number(json, "value"), number(json, "seconds"), {}};
    if (const auto opinions = objects(json, "opinions"); !opinions.empty())
        for (const Json* one : objects(*opinions.front(), "likeliest")) term.likeliest.emplace_back(text(*one, "class"), number(*one, "probability"));
    return term;
}

StepFigures step_figures(const Json& json) {
    const auto at = json.find("at");
    StepFigures step{at != json.end() && at->is_object() ? number(*at, "sigma") : none, number(json, "spread"), number(json, "clipped"), number(json, "seconds"), {}, {}, {}};
    for (const Json* term : objects(json, "terms")) step.terms.push_back(term_figures(*term));
    for (const Json* pair : objects(json, "cosines")) {
        const auto names = pair->find("terms");
        if (names == pair->end() || !names->is_array() || names->size() != 2 || !(*names)[0].is_string() || !(*names)[1].is_string()) continue;
        step.cosines.emplace_back(QString::fromStdString((*names)[0].get<std::string>() + ", " + (*names)[1].get<std::string>()), number(*pair, "cosine"));
    }
    for (const Json* model : objects(json, "models")) step.models.push_back(number(*model, "seconds"));
    return step;
}

// Lines by name, in the order in which the names first come; `told` calls with every name and value of a step.
template <class Told>
std::vector<PlotLine> lines_of(const TraceFigures& figures, Told told) {
    std::vector<PlotLine> lines;
    for (std::size_t k = 0; k < figures.steps.size(); ++k)
        told(figures.steps[k], [&](const QString& name, double value) {
            if (!std::isfinite(value)) return;
            auto line = std::find_if(lines.begin(), lines.end(), [&](const PlotLine& one) { return one.name == name; });
            if (line == lines.end()) line = lines.insert(lines.end(), {name, std::vector<double>(figures.steps.size(), none), {}});
            line->values[k] = value;
        });
    return lines;
}

template <class Figure>
std::vector<PlotLine> term_lines(const TraceFigures& figures, Figure figure) {
    return lines_of(figures, [&](const StepFigures& step, const auto& add) {
        for (const TermFigures& term : step.terms) add(term.name, term.*figure);
    });
}

std::vector<PlotLine> step_line(const TraceFigures& figures, const QString& name, double StepFigures::*figure) {
    return lines_of(figures, [&](const StepFigures& step, const auto& add) { add(name, step.*figure); });
}

// Of the first term that has a classifier: those that are the likeliest in the end.
std::vector<PlotLine> class_lines(const TraceFigures& figures) {
    auto lines = lines_of(figures, [](const StepFigures& step, const auto& add) {
        for (const TermFigures& term : step.terms)
            if (!term.likeliest.empty()) {
                for (const auto& [name, probability] : term.likeliest) add(name, probability);
                return;
            }
    });
    const auto last = [](const PlotLine& line) { return line.values.empty() || std::isnan(line.values.back()) ? -1.0 : line.values.back(); };
    std::stable_sort(lines.begin(), lines.end(), [&](const PlotLine& a, const PlotLine& b) { return last(a) > last(b); });
    if (lines.size() > most_classes) lines.erase(lines.begin() + most_classes, lines.end());
    return lines;
}

std::optional<std::size_t> commits(const std::vector<PlotLine>& classes) {
    if (classes.empty()) return {};
    std::optional<std::size_t> since;
    for (std::size_t k = classes.front().values.size(); k-- > 0;) {
        const double first = classes.front().values[k];
        const bool leads = std::all_of(classes.begin(), classes.end(), [&](const PlotLine& line) { return !(line.values[k] > first); });
        if (std::isnan(first) || !leads) break;
        since = k;
    }
    return since;
}

std::vector<PlotData> plots_of(const TraceFigures& figures) {
    std::vector<PlotData> plots{
        {"weight", Words::tr("Weight w"), term_lines(figures, &TermFigures::weight), false, {}, {}},
        {"share", Words::tr("‖w·Δ‖ / ‖base‖"), term_lines(figures, &TermFigures::share), false, {}, {}},
        {"length", Words::tr("‖Δ‖"), term_lines(figures, &TermFigures::length), false, {}, {}},
        {"cosine", Words::tr("Cosine of terms"), lines_of(figures, [](const StepFigures& step, const auto& add) { for (const auto& [name, cosine] : step.cosines) add(name, cosine); }), false, {}, {}},
        {"class", Words::tr("p(class)"), class_lines(figures), false, {}, {}},
        {"value", Words::tr("Loss or ln p"), term_lines(figures, &TermFigures::value), false, {}, {}},
        {"spread", Words::tr("Spread"), step_line(figures, Words::tr("of the estimate"), &StepFigures::spread), false, {}, {}},
        {"clipped", Words::tr("Clipped"), step_line(figures, Words::tr("share of values"), &StepFigures::clipped), false, {}, {}},
        {"sigma", Words::tr("Noise σ"), step_line(figures, "σ", &StepFigures::sigma), false, {}, {}},
        {"time", Words::tr("ms per step"), lines_of(figures, [](const StepFigures& step, const auto& add) {
             double rest = step.seconds;
             for (std::size_t i = 0; i < step.models.size(); ++i) {
                 add(step.models.size() > 1 ? Words::tr("model %1").arg(i + 1) : Words::tr("model"), 1000 * step.models[i]);
                 rest -= step.models[i];
             }
             for (const TermFigures& term : step.terms)
                 if (term.seconds > 0) {
                     add(term.name, 1000 * term.seconds);
                     rest -= term.seconds;
                 }
             add(Words::tr("rest"), 1000 * std::max(rest, 0.0));
         }), true, {}, {}},
    };
    for (PlotData& plot : plots) {
        if (plot.id == "class") plot.commits = commits(plot.lines);
        if (plot.id != "cosine") continue;
        plot.conflicts.assign(figures.steps.size(), false);
        for (const PlotLine& line : plot.lines)
            for (std::size_t k = 0; k < line.values.size(); ++k)
                if (line.values[k] < 0) plot.conflicts[k] = true;
    }
    std::erase_if(plots, [](const PlotData& plot) { return plot.lines.empty(); });
    return plots;
}

}  // namespace

TraceFigures trace_figures(const Json& json) {
    TraceFigures figures;
    if (!json.is_object()) return figures;
    for (const Json* step : objects(json, "steps")) figures.steps.push_back(step_figures(*step));
    for (const Json* warning : objects(json, "warnings")) figures.warnings.push_back({text(*warning, "kind") == "burns", text(*warning, "message"), text(*warning, "hint")});
    return figures;
}

std::vector<PlotData> trace_plots(const TraceFigures& figures, const TraceFigures* compared_with) {
    std::vector<PlotData> plots = plots_of(figures);
    if (!compared_with) return plots;
    for (const PlotData& other : plots_of(*compared_with))
        for (PlotData& plot : plots)
            for (PlotLine& line : plot.lines)
                for (const PlotLine& past : other.lines)
                    if (plot.id == other.id && !plot.is_stacked && line.name == past.name) line.ghost = past.values;
    return plots;
}

}  // namespace noiseloom
