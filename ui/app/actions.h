// Every command of the editor, in one table: its name, its place in the menus, its keys, and what it does. Menus, the search's commands, the
// keys page and rebinding all come from it.
#pragma once

#include <functional>
#include <vector>

#include <QString>

#include "ui/app/key_table.h"

namespace noiseloom {

class MainWindow;

enum class ActionScope { window, canvas };   // canvas: only while the graph has the focus, because it is a single letter

struct ActionSpec {
    const char* id;      // stable: in settings
    const char* group;   // its menu
    const char* text;
    const char* keys;    // several are separated by ", "
    ActionScope scope;
    std::function<void(MainWindow&)> act;
};

const std::vector<ActionSpec>& action_table();
std::vector<ActionInfo> action_infos();   // in the user's language, with their usual keys

// What the mouse does, for the keys page: gesture and effect.
std::vector<std::pair<QString, QString>> gestures();

}  // namespace noiseloom
