// What differs between two graphs, in words. Pure.
#pragma once

#include <QStringList>

#include "core/declarations.h"
#include "core/workflow.h"

namespace noiseloom {

// "Scale: 4 → 7.5", "Rescale added"; empty: they mean the same.
QStringList changes_in_words(const Workflow& from, const Workflow& to, const Declarations& declarations);

}  // namespace noiseloom
