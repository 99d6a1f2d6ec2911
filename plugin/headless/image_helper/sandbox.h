// Limits that a forked helper puts on itself before it looks at a picture: no new files or
// processes, no network, bounded memory and time. A decoder that is taken over can then only spoil
// its own pixels.
#pragma once

#include <cstdint>

namespace noiseloom {

// Limits address space to what is mapped now plus `memory` bytes (and, with allow_memory below, never
// more than `most`), time to `seconds` (SIGALRM) and processor time to `cpu_seconds` (SIGXCPU), and
// system calls to those that computing needs.
void enter_sandbox(std::uint64_t memory, std::uint64_t most, double seconds, double cpu_seconds);

// Moves the limit on memory, once the picture's size is known.
void allow_memory(std::uint64_t memory);

}  // namespace noiseloom
