// This process's side of the image helper: starts the program when it is first needed, sends
// requests, and turns crashes, hangs and a missing program into errors. One helper serves all
// threads; it ends by itself when this process does (its socket closes).
#pragma once

#include "core/result.h"
#include "image/descriptor.h"
#include "image/helper_protocol.h"

namespace noiseloom {

// Anonymous shared memory of `size` bytes.
Result<Descriptor> shared_memory(std::size_t size);

// Starts the helper if it does not run, without waiting for it.
void start_image_helper();

// Sends the request and waits for its end, at most a little longer than request.seconds. A reply
// comes back with any status; the Error is for a helper that crashed, hung or is not there.
Result<HelperReply> ask_image_helper(const HelperRequest& request, const Descriptor& input, const Descriptor& output);

}  // namespace noiseloom
