// Where an installed Noiseloom finds LibTorch.
//
// Half a gigabyte that many machines have already: so it is no part of the programs, and may come from several places.
// In this order: $NOISELOOM_TORCH (which, where it is set, decides alone), the package noiseloom-torch beside the programs, a
// link `noiseloom/torch` in the user's data folder, the cache that installer/setup.sh fills, and the torch of Python: of an
// environment that is switched on, of the python3 on the PATH, the user's, the system's.
//
// C++ promises nothing between LibTorch's versions, so only the one that Noiseloom was built with is taken.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/result.h"

namespace noiseloom {

// "2.11.0" of the folder that holds libtorch_cpu.so, as the files beside it tell; empty: they do not.
std::string torch_version(const std::filesystem::path& libraries);

// Folders with a libtorch_cpu.so, of any version, in the order of the search. `programs` is where Noiseloom's lie.
std::vector<std::filesystem::path> torch_places(const std::filesystem::path& programs);

bool has_nvidia_driver();

// The one to take: the first of that version; if `prefers_cuda`, the first of them that has a CUDA half.
Result<std::filesystem::path> find_torch(const std::filesystem::path& programs, const std::string& version, bool prefers_cuda);

}  // namespace noiseloom
