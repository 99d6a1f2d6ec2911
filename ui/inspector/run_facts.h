// What is known of a node's run, in one wording for its footer, the inspector and screen readers: "12 of 20   0.80 s left",
// "0.31 s   2.1 GB   cached".
#pragma once

#include <QString>

#include "ui/runs/node_status.h"

namespace noiseloom {

QString run_facts(const NodeStatus& status);    // as short as a node is narrow
QString run_story(const NodeStatus& status);    // and what a node shows by other means: that its picture is of other settings
QString rerun_text(const NodeStatus& status);   // of a sampler: "11 of 30 steps re-run (about 3.7 s)"; empty where that is not known
QString bytes_text(std::size_t bytes);      // "2.1 GB"
QString seconds_text(double seconds);       // "0.31 s", "2 min 5 s"

}  // namespace noiseloom
