// The editor as a program, given a backend.
#pragma once

#include <QStringList>

#include "ui/app/desk.h"
#include "ui/host/host_service.h"

namespace noiseloom {

class Settings;

// Runs until the last window closes, or, started to serve image editors, until none has come for a while. `arguments` as the program got
// them, the program's name first: files and templates to open, and options (--help tells them). Returns the exit status.
int run_editor(Backend& backend, Settings& settings, const QStringList& arguments, const MakeHostService& make_service);

}  // namespace noiseloom
