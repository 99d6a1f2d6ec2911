// What names of workflow files end in, for dialogues and for what is dropped.
#pragma once

#include <QString>

#include "core/workflow.h"

namespace noiseloom {

inline QString workflow_ending() { return QString::fromUtf8(workflow_suffix.data(), static_cast<qsizetype>(workflow_suffix.size())); }
inline bool is_workflow(const QString& file) { return file.endsWith(workflow_ending()); }

}  // namespace noiseloom
