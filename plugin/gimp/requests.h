// The application's requests, answered from the image (PROTOCOL.md, "From application to bridge").
#pragma once

#include "gimp/document.h"
#include "host/wire.h"

namespace noiseloom {

struct Asked {
    int image = 0;
    std::vector<int> called_on;   // layers that count as active; none: those that are selected when it is asked
    std::vector<int> made;        // layers that came by `put`, so far
};

// The reply to `document`, `get` or `put`, or to any other request an error.
Json answer(const Frame& request, Asked& asked);

}  // namespace noiseloom
