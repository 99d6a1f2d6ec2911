// Pictures of the editor's main states: for the README, and to look at after a change.
#pragma once

#include <QString>

#include "ui/app/desk.h"

namespace noiseloom {

// Writes <state>.png files into `folder` (made if it is missing) and returns the exit status. Runs templates with the embedded model, so it takes
// some seconds.
int make_screenshots(Desk& desk, const QString& folder);

}  // namespace noiseloom
