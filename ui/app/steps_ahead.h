// What lies downstream of a node that is edited: which steps of which samplers a change of it makes run again, and what its curves are
// over. Nothing here changes anything.
#pragma once

#include "ui/inspector/inspector.h"
#include "ui/runs/runs.h"

namespace noiseloom {

// The step that a view looks at, of a sampler by its path.
struct SeenStep {
    std::string sampler;
    int step = 0, count = 0;
};

// "Sample: 11 of 30 steps re-run (about 3.7 s)", a line for every sampler that depends on the node; empty where nothing is known.
QString cost_text(const Runs& runs, EditorDocument& document, const std::string& path);
Inspector::CurveMarks curve_marks(const Runs& runs, const EditorDocument& document, const std::string& path, const SeenStep& seen);

}  // namespace noiseloom
