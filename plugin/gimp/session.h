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

// `open` comes without its document, which is made here. `drawable`: what the procedure was called on; 0: nothing in particular.
SessionEnd run_session(int image, int drawable, Open open);

// Where this bridge and its application are installed.
Installed installed();

// The layer that a drawable is, or belongs to (its mask); 0: none.
int layer_of_drawable(int drawable);

}  // namespace noiseloom
