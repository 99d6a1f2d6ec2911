#include "core/document.h"

#include <algorithm>
#include <span>

namespace noiseloom {
namespace {

using Operations = std::span<const Operation>;

// Whether both set the same fields, in the same order, and neither adds nor removes a node.
bool set_the_same(Operations a, Operations b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Operation& x, const Operation& y) {
        if (x.index() != y.index()) return false;
        if (const auto* input = std::get_if<SetInput>(&x)) {
            const auto& other = std::get<SetInput>(y);
            return input->node == other.node && input->input == other.input && input->scope == other.scope;
        }
        if (const auto* bypass = std::get_if<SetBypass>(&x)) return bypass->node == std::get<SetBypass>(y).node && bypass->scope == std::get<SetBypass>(y).scope;
        if (const auto* mute = std::get_if<SetMute>(&x)) return mute->node == std::get<SetMute>(y).node && mute->scope == std::get<SetMute>(y).scope;
        if (const auto* view = std::get_if<SetView>(&x)) return view->path == std::get<SetView>(y).path && view->scope == std::get<SetView>(y).scope;
        return std::holds_alternative<SetForm>(x);
    });
}

}  // namespace

// A drag is a thousand patches that set the same fields: of those only where it ended is worth a redo,
// and only what was there at first an undo.
void Document::merge_into_last(const Patch& patch, const Patch& inverse) {
    Step& step = steps_.back();
    auto& redo = step.redo.operations;
    auto& undo = step.undo.operations;
    if (set_the_same(Operations(redo).last(step.last), patch.operations) &&
        set_the_same(Operations(undo).first(step.last), inverse.operations))
        redo.resize(redo.size() - step.last);
    else
        undo.insert(undo.begin(), inverse.operations.begin(), inverse.operations.end());
    redo.insert(redo.end(), patch.operations.begin(), patch.operations.end());
    step.last = patch.operations.size();
}

Result<void> Document::apply(const Patch& patch, std::string label, std::string merge) {
    if (patch.empty()) return {};
    NL_TRY(Patch inverse, noiseloom::apply(patch, workflow_));
    if (!merge.empty() && merge == open_merge_) {
        merge_into_last(patch, inverse);
    } else {
        if (saved_ != npos && saved_ > done_) saved_ = npos;
        steps_.resize(done_);
        steps_.push_back({std::move(label), patch, std::move(inverse), patch.operations.size()});
        ++done_;
    }
    open_merge_ = std::move(merge);
    changed(patch);
    return {};
}

bool Document::undo() {
    if (!can_undo()) return false;
    end_merge();
    const Patch patch = steps_[--done_].undo;
    (void)noiseloom::apply(patch, workflow_);   // the inverse of what was applied last always applies
    changed(patch);
    return true;
}

bool Document::redo() {
    if (!can_redo()) return false;
    end_merge();
    const Patch patch = steps_[done_++].redo;
    (void)noiseloom::apply(patch, workflow_);
    changed(patch);
    return true;
}

void Document::mark_saved() {
    saved_ = done_;
    end_merge();
}

int Document::watch(std::function<void(const Patch&)> watcher) {
    watchers_.emplace_back(next_watcher_, std::move(watcher));
    return next_watcher_++;
}

void Document::unwatch(int number) {
    std::erase_if(watchers_, [&](const auto& watcher) { return watcher.first == number; });
}

void Document::changed(const Patch& patch) {
    ++revision_;
    const auto watchers = watchers_;   // a watcher may unwatch itself
    for (const auto& [number, watcher] : watchers) watcher(patch);
}

}  // namespace noiseloom
