// Files for what a command tells besides pictures: traces, tables.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/result.h"

namespace noiseloom {

// Before anything runs: the name's ending, in lower case, must be one of these (".json"), no such file may exist unless it may be
// overwritten, and its folder is made. Gives the ending. Errors (usage, disk).
Result<std::string> check_result_file(const std::string& path, const std::vector<std::string>& endings, bool overwrite);

// Where it was written: "t.csv", or "t-2.csv" and so on where there is one already that may not be overwritten. Errors (disk).
Result<std::filesystem::path> write_result_file(const std::filesystem::path& path, std::string_view text, bool overwrite);

}  // namespace noiseloom
