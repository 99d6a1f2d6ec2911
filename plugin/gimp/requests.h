// The application's requests, answered from the image (PROTOCOL.md, "From application to bridge").
#pragma once

#include "gimp/document.h"
#include "host/wire.h"

namespace noiseloom {

// The reply to `document`, `get` or `put`, or to any other request an error. Layers that a put made are added to `made`.
Json answer(const Frame& request, int image, std::vector<int>& made);

}  // namespace noiseloom
