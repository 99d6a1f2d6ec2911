// Shared memory for pixels: memory files of the application, which both sides map (PROTOCOL.md, "Segments").
//
// A peer that could shrink the file would kill its reader with SIGBUS, so size and seals are checked before mapping.
#pragma once

#include "core/result.h"
#include "image/descriptor.h"

namespace noiseloom {

// New memory of `bytes` (at least 1), sealed against shrinking and growing. Error (out_of_memory).
Result<Descriptor> make_segment(std::size_t bytes);

enum class Access { read, write };
// Maps the first `bytes` of a segment. Errors: (refused) it is smaller, or not sealed; (out_of_memory).
Result<MappedMemory> map_segment(int segment, std::size_t bytes, Access access);

}  // namespace noiseloom
