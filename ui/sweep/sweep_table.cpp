#include "ui/sweep/sweep_table.h"

#include <algorithm>

#include <QCoreApplication>

#include "ui/fields/field_text.h"
#include "ui/model/error_text.h"
#include "ui/model/field_edit.h"

namespace noiseloom {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Sweep)
};

const InputDecl* declaration_of(const Axis& axis, const Workflow& workflow, const EditorDocument& document) {
    const auto node = workflow.graph.nodes.find(axis.node);
    const NodeDef* def = node == workflow.graph.nodes.end() ? nullptr : document.declaration(node->second.type);
    return def ? def->input(axis.input) : nullptr;
}

SweepAxis axis_of(const Axis& axis, const Job& job, EditorDocument& document) {
    SweepAxis made;
    const InputDecl* input = declaration_of(axis, job.workflow, document);
    made.title = node_title(GraphPlace(document), axis.node) + QStringLiteral(" · ") + (input ? field_label(*input) : QString::fromStdString(axis.input));
    made.numbers.emplace();
    for (const Json& value : axis.values) {
        made.labels << (input ? field_text(*input, value) : QString::fromStdString(value_label(value)));
        if (made.numbers && value.is_number()) made.numbers->push_back(value.get<double>());
        else made.numbers.reset();
    }
    return made;
}

// Nodes by their titles, "." as a space: "Sample: prompt share".
QString figure_title(const QString& id, EditorDocument& document) {
    if (id == "steps") return Words::tr("Steps");
    if (id == "seconds") return Words::tr("Seconds");
    const qsizetype dot = id.indexOf('.');
    return path_title(document, id.left(dot).toStdString()) + QStringLiteral(": ") + id.mid(dot + 1).replace('.', ' ').replace('_', ' ');
}

}  // namespace

QString SweepTable::place_of(std::size_t cell) const {
    const auto told = [](const SweepAxis& axis, std::size_t at) { return axis.title.section(QStringLiteral(" · "), -1) + ' ' + axis.labels[static_cast<qsizetype>(at)]; };
    const QString place = told(across, cell % columns());
    return down ? place + QStringLiteral(", ") + told(*down, cell / columns()) : place;
}

SweepTable sweep_table(const Job& job, EditorDocument& document) {
    SweepTable table;
    table.across = axis_of(job.axes[0], job, document);
    if (job.axes.size() > 1) table.down = axis_of(job.axes[1], job, document);
    QStringList ids;
    for (const CellResult& result : job.cells) {
        SweepCell& cell = table.cells.emplace_back();
        cell.has_failed = !result.errors.empty();
        cell.is_done = !cell.has_failed && !result.keys.empty() && !result.was_cancelled;
        if (cell.has_failed) cell.error = error_text(result.errors.front());
        if (!result.pictures.empty()) cell.picture = result.pictures.front().small;
        if (!cell.is_done) continue;
        for (const Figure& figure : result.figures) {
            const QString id = QString::fromStdString(figure.name);
            cell.figures[id] = figure.value;
            if (!ids.contains(id)) ids << id;
        }
        cell.figures["steps"] = result.steps;
        cell.figures["seconds"] = result.seconds;
    }
    for (const QString& id : ids << "steps" << "seconds") {
        std::optional<double> first;
        bool differs = false;
        for (const SweepCell& cell : table.cells)
            if (const auto figure = cell.figures.find(id); figure != cell.figures.end()) {
                differs = differs || (first && *first != figure->second);
                first = first.value_or(figure->second);
            }
        if (differs) table.figures.push_back({id, figure_title(id, document)});
    }
    return table;
}

Patch use_values(const Job& job, std::size_t cell) {
    Patch patch;
    for (const Axis& axis : job.axes) {
        patch.operations.push_back(SetInput{axis.node, axis.input, Input(axis.values[cell % axis.values.size()])});
        cell /= axis.values.size();
    }
    return patch;
}

std::optional<std::size_t> present_cell(const Job& job, const EditorDocument& document) {
    std::size_t cell = 0, stride = 1;
    for (const Axis& axis : job.axes) {
        const InputDecl* input = declaration_of(axis, document.workflow(), document);
        if (!input || link_to(document.graph(), axis.node, axis.input)) return {};
        const Json value = shown_value(*input, literal_of(document.graph(), axis.node, axis.input));
        const auto found = std::find(axis.values.begin(), axis.values.end(), value);
        if (found == axis.values.end()) return {};
        cell += static_cast<std::size_t>(found - axis.values.begin()) * stride;
        stride *= axis.values.size();
    }
    return cell;
}

}  // namespace noiseloom
