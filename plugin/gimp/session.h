// One call of the bridge: from finding the application to its "end". The application asks, the bridge answers, while the user goes on
// painting.
//
// The image may be closed and the application may die at any moment: both are looked for at least every second.
#pragma once

#include "gimp/connection.h"
#include "gimp/document.h"

namespace noiseloom {

struct SessionEnd {
    enum class How { done, cancelled, failed } how = How::done;
    std::string error;           // for the user, of one that failed
    std::vector<int> layers;     // that were made or changed and are still there
};

// `open` comes without its document, which is made here. `layers`: on which the procedure was called; none: those that are selected.
SessionEnd run_session(int image, const std::vector<int>& layers, Open open);

// Where this bridge and its application are installed.
Installed installed();

// The layers that drawables are, or belong to as their masks; channels have none.
std::vector<int> layers_of_drawables(const std::vector<int>& drawables);

}  // namespace noiseloom
