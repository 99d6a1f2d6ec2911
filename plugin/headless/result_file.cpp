#include "headless/result_file.h"

#include <algorithm>
#include <filesystem>

#include "core/atomic_file.h"
#include "core/text.h"

namespace noiseloom {

Result<std::string> check_result_file(const std::string& path, const std::vector<std::string>& endings, bool overwrite) {
    const std::filesystem::path file(path);
    const std::string ending = ending_of(file);
    if (std::find(endings.begin(), endings.end(), ending) == endings.end()) {
        std::string all;
        for (const std::string& one : endings) all += (all.empty() ? "" : " or ") + one;
        return Error{Code::usage, "'" + path + "' does not end with " + all, "The ending says what is written.", "", "", ""};
    }
    std::error_code problem;
    if (!overwrite && std::filesystem::exists(file, problem))
        return Error{Code::usage, "'" + path + "' exists already", "Choose another name, or replace it with --overwrite.", "", "", ""};
    if (file.has_parent_path()) std::filesystem::create_directories(file.parent_path(), problem);
    if (problem) return Error{Code::disk, "the folder of '" + path + "' cannot be made: " + problem.message(), "Choose another one.", "", "", ""};
    return ending;
}

Result<std::filesystem::path> write_result_file(const std::filesystem::path& path, std::string_view text, bool overwrite) {
    if (overwrite) {
        NL_CHECK(write_file(path, text));
        return path;
    }
    for (int number = 1;; ++number) {
        const std::filesystem::path name = number == 1 ? path : path.parent_path() / (path.stem().string() + "-" + std::to_string(number) + path.extension().string());
        std::error_code failed;
        if (std::filesystem::exists(std::filesystem::symlink_status(name, failed))) continue;
        NL_TRY(AtomicFile file, AtomicFile::open(name));
        NL_CHECK(file.write(text));
        NL_TRY(const bool is_new, file.commit_new());
        if (is_new) return name;
    }
}

}  // namespace noiseloom
