// Which program a bridge starts when nobody answers, and how: detached, so that it outlives the host and holds nothing of it
// (PROTOCOL.md, "Meeting").
#pragma once

#include <filesystem>
#include <vector>

#include "core/result.h"

namespace noiseloom {

// Where the application may lie, best first: $NOISELOOM_EDITOR, the path in the file `application` in `beside`, `built_for`, the folders of PATH.
std::vector<std::filesystem::path> application_places(const std::filesystem::path& beside, const std::filesystem::path& built_for);

// The first of them that can be run; empty: none.
std::filesystem::path find_application(const std::vector<std::filesystem::path>& places);

// Runs `program --serve` with no terminal, in a session of its own, as nobody's child. Error (refused): it cannot be run.
Result<void> start_application(const std::filesystem::path& program);

// Folder of the program that runs this code.
std::filesystem::path own_folder();

}  // namespace noiseloom
