// How a workflow was used from an image editor: what its fields said, which layers it read, how many pictures it made. Kept for "repeat last",
// and for the next time that its form opens.
#pragma once

#include "host/published.h"
#include "ui/host/host_session.h"

namespace noiseloom {

// {"fields": {"cfg-9d1f.scale": 4}, "inputs": {"image-w2kd.file": "merged"}, "count": 2, "as": "layer"}
Json values_of(const HostSession& session, const EditorDocument& document);
// What no longer fits is left out.
void set_fields(const Json& values, EditorDocument& document);
void set_reading(const Json& values, HostSession& session);   // all but the fields

// The layers that a script names, by id, name or "*" for all that is visible. Error (usage): no such input or layer.
Result<void> set_inputs(const Json& inputs, const std::vector<PublishedInput>& known, HostSession& session);

}  // namespace noiseloom
