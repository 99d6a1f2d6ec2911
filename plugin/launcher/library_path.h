// LibTorch's folder reaches a program through LD_LIBRARY_PATH, which the loader reads before main. What that program starts
// (decoders, a browser) shall not see it: the launcher lends the folder, and the program gives it back.
#pragma once

#include <filesystem>

namespace noiseloom {

// For the program that is about to take this process's place.
void lend_library_path(const std::filesystem::path& folder);
// In that program, once nothing replaces it any more: the variable is again as the user had it. Without a loan nothing happens.
void return_library_path();

}  // namespace noiseloom
