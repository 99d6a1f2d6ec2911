// What the editor opens.
#pragma once

#include <QString>

#include "core/workflow.h"
#include "ui/backend/backend.h"

namespace noiseloom {

// The text of a workflow file, or the one that a picture carries, as this version has it and with a place for every node.
Result<Workflow> read_document(Backend& backend, const QString& path);

}  // namespace noiseloom
