// The editor as a program, given a backend.
#pragma once

#include <QStringList>

namespace noiseloom {

class Backend;
class Settings;

// Runs until the last window closes. `arguments` as the program got them, the program's name first: files and templates to open, and
// options (--help tells them). Returns the exit status.
int run_editor(Backend& backend, Settings& settings, const QStringList& arguments);

}  // namespace noiseloom
