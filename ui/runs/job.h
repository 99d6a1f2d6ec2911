// A run in the queue: what it was asked for, how far it is, and what became of it.
#pragma once

#include <filesystem>
#include <map>
#include <vector>

#include <QDateTime>
#include <QImage>
#include <QString>

#include "core/handed_picture.h"
#include "core/sweep.h"
#include "core/workflow.h"
#include "engine/executor.h"

namespace noiseloom {

enum class JobState { queued, running, done, failed, cancelled };

struct ResultPicture {
    QImage small;
    std::string node, output;   // whose it is, by path
};

struct Figure {
    std::string name;   // "sample-e6jy.spread", by path; of a measure "clip-score-1.score"
    double value = 0;
};

// What one graph of a job came to.
struct CellResult {
    std::map<std::string, std::vector<Key>> keys;        // of all nodes that are cached, as declared: results by their content
    std::map<std::string, std::vector<Value>> outputs;   // of the targets; kept for the newest jobs alone
    std::vector<ResultPicture> pictures;                 // of what the targets are or save
    std::vector<std::filesystem::path> files;            // written
    std::vector<Error> errors;
    std::vector<Figure> figures;                         // what traces and measures tell
    int steps = 0;                                       // that samplers walked
    double seconds = 0;
    int computed = 0, reused = 0;                        // nodes
    bool was_cancelled = false;
};

struct Job {
    int number = 0;                        // counts from 1
    QString title;
    Workflow workflow;                     // as it was when the job was made
    std::vector<std::string> targets;      // empty: the engine's choice
    Compute compute;
    std::shared_ptr<const HandedPictures> handed;   // by an image editor; null: none
    std::vector<Axis> axes;                // of a sweep; empty: one run
    JobState state = JobState::queued;
    double progress = 0;                   // 0 to 1
    double seconds = 0;                    // so far, or in all
    QDateTime when;                        // made; of those that ran: begun
    std::vector<CellResult> cells;         // of a sweep the first axis varies first; else one

    bool has_ended() const { return state != JobState::queued && state != JobState::running; }
    std::vector<Error> errors() const;                   // of all cells
    std::vector<QImage> pictures() const;
    std::vector<std::filesystem::path> files() const;
};

// How many cells the axes make, and the graph of one of them.
std::size_t cell_count(const std::vector<Axis>& axes);
Graph cell_graph(const Graph& graph, const std::vector<Axis>& axes, std::size_t cell);

}  // namespace noiseloom
