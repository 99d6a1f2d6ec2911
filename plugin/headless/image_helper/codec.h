// Decoding and encoding with OpenImageIO, from memory to memory. Called in the limited fork only.
#pragma once

#include "image/helper_protocol.h"

namespace noiseloom {

// Loads the plug-ins and sets OpenImageIO's limits, before any fork.
void prepare_codec();

// Fill in the reply; `input` and `output` are the request's descriptors. decode() also answers `look`.
void decode(const HelperRequest& request, int input, int output, HelperReply& reply);
void encode(const HelperRequest& request, int input, int output, HelperReply& reply);

}  // namespace noiseloom
