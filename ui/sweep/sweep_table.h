// A sweep's job as a table for views: axes with their labels, and for every cell its picture, its figures or why it failed. Pure.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include <QImage>
#include <QStringList>

#include "core/patch.h"
#include "ui/model/editor_document.h"
#include "ui/runs/job.h"

namespace noiseloom {

struct SweepAxis {
    QString title;                               // "Sample · seed"
    QStringList labels;                          // a value each
    std::optional<std::vector<double>> numbers;  // the same, where all are numbers
};

struct SweepCell {
    bool is_done = false, has_failed = false;    // neither: it waits, runs, or was cancelled
    QString error;
    QImage picture;                              // null: none
    std::map<QString, double> figures;           // by id
};

struct SweepFigure {
    QString id, title;
};

struct SweepTable {
    SweepAxis across;
    std::optional<SweepAxis> down;
    std::vector<SweepCell> cells;                // the first axis varies first
    std::vector<SweepFigure> figures;            // those that differ between cells, as they come; seconds last

    std::size_t columns() const { return static_cast<std::size_t>(across.labels.size()); }
    std::size_t rows() const { return down ? static_cast<std::size_t>(down->labels.size()) : 1; }
    // "seed 2, scale 4": where a cell lies.
    QString place_of(std::size_t cell) const;
};

// `job` must have axes.
SweepTable sweep_table(const Job& job, EditorDocument& document);

// What makes the document's inputs those of the cell.
Patch use_values(const Job& job, std::size_t cell);
// The cell whose values the document has; none if it has others.
std::optional<std::size_t> present_cell(const Job& job, const EditorDocument& document);

}  // namespace noiseloom
