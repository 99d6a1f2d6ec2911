// Whether there is memory enough, asked before much of it is taken: the system would rather end the program than let an allocation fail.
#pragma once

#include <string>

#include "core/result.h"

namespace noiseloom {

// Bytes that the system calls available; 0: it does not tell.
std::size_t free_memory();

// Error (out_of_memory) with both figures if `bytes` are many and fewer are free, where that is known. `what` begins the message: "a canvas of
// 16384 x 16384 pixels".
Result<void> need_memory(double bytes, double free, const std::string& what, const std::string& hint);

}  // namespace noiseloom
