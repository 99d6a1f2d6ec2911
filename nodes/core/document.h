// A workflow being edited. Every change goes through apply(): that is what makes undo of everything,
// the crash journal and the watchers of the editor complete.
//
// One thread owns a document; runs work on a copy of its graph.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/patch.h"
#include "core/workflow.h"

namespace noiseloom {

class Document {
  public:
    explicit Document(Workflow workflow = {}) : workflow_(std::move(workflow)) {}

    const Workflow& workflow() const { return workflow_; }
    const Graph& graph() const { return workflow_.graph; }
    // Of a definition, which must be there, or the workflow's own.
    const Graph& graph(const std::string& scope) const { return *workflow_.graph_in(scope); }
    const Json& view(const std::string& scope) const { return *workflow_.view_in(scope); }
    const Json& form() const { return workflow_.form; }
    const Json& view() const { return workflow_.view; }

    // Applies all of the patch or, on an error, nothing. `label` is shown as "Undo <label>". Patches
    // that follow each other with the same non-empty `merge` become one step of undo: a drag.
    Result<void> apply(const Patch& patch, std::string label = "", std::string merge = "");
    void end_merge() { open_merge_.clear(); }   // the mouse was released: the next drag is a step of its own

    bool can_undo() const { return done_ > 0; }
    bool can_redo() const { return done_ < steps_.size(); }
    std::string undo_label() const { return can_undo() ? steps_[done_ - 1].label : ""; }
    std::string redo_label() const { return can_redo() ? steps_[done_].label : ""; }
    bool undo();   // false: there was nothing to undo
    bool redo();

    // Rises with every change, undo and redo included.
    std::uint64_t revision() const { return revision_; }
    bool is_modified() const { return done_ != saved_; }
    void mark_saved();

    // Called after every change with the patch that made it. Returns a number for unwatch().
    int watch(std::function<void(const Patch&)> watcher);
    void unwatch(int number);

  private:
    struct Step {
        std::string label;
        Patch redo, undo;
        std::size_t last = 0;   // operations of the patch that was merged in last: the end of redo, the start of undo
    };
    static constexpr std::size_t npos = static_cast<std::size_t>(-1);
    void merge_into_last(const Patch& patch, const Patch& inverse);
    void changed(const Patch& patch);

    Workflow workflow_;
    std::vector<Step> steps_;
    std::size_t done_ = 0;    // steps_[0 .. done_) are applied, the rest can be redone
    std::size_t saved_ = 0;   // value of done_ at the last save; npos: no longer reachable
    std::string open_merge_;   // of steps_[done_ - 1], while it may still grow; undo, redo and saving end it
    std::uint64_t revision_ = 0;
    std::vector<std::pair<int, std::function<void(const Patch&)>>> watchers_;
    int next_watcher_ = 0;
};

}  // namespace noiseloom
