#include "engine/file_stamp.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ctime>

#include <sys/stat.h>

namespace noiseloom {
namespace {

namespace fs = std::filesystem;

std::int64_t nanoseconds(const timespec& time) { return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec; }

Code code_for(FileKind kind) {
    return kind == FileKind::model ? Code::bad_model : kind == FileKind::image ? Code::bad_image : Code::disk;
}

Result<FileStamp> stamp_from(const struct stat& info, const fs::path& path, FileKind kind) {
    const bool is_folder = S_ISDIR(info.st_mode);
    if (!is_folder && !S_ISREG(info.st_mode)) return unreadable(path, kind, "it is neither a file nor a folder");
    return FileStamp{info.st_dev, info.st_ino, static_cast<std::uint64_t>(info.st_size), nanoseconds(info.st_mtim), nanoseconds(info.st_ctim), is_folder};
}

}  // namespace

bool FileStamp::may_still_change() const {
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    return nanoseconds(now) - std::max(modified, changed) < 1'000'000'000;
}

Result<FileStamp> stamp_of(const fs::path& path, FileKind kind) {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) return unreadable(path, kind, std::strerror(errno));
    return stamp_from(info, path, kind);
}

Result<FileStamp> stamp_of(int descriptor, const fs::path& path, FileKind kind) {
    struct stat info {};
    if (::fstat(descriptor, &info) != 0) return unreadable(path, kind, std::strerror(errno));
    return stamp_from(info, path, kind);
}

Result<std::vector<std::string>> files_of_folder(const fs::path& folder, FileKind kind) {
    constexpr std::size_t most_files = 10'000;   // more is no model
    std::vector<std::string> files;
    std::error_code problem;
    fs::recursive_directory_iterator entry(folder, problem);
    for (const fs::recursive_directory_iterator end; !problem && entry != end; entry.increment(problem)) {
        if (entry->path().filename().string().starts_with('.')) {
            entry.disable_recursion_pending();
        } else if (std::error_code ignored; !entry->is_directory(ignored)) {
            files.push_back(entry->path().lexically_relative(folder).string());
            if (files.size() > most_files) return unreadable(folder, kind, "the folder has more than " + std::to_string(most_files) + " files");
        }
    }
    if (problem) return unreadable(folder, kind, problem.message());
    std::sort(files.begin(), files.end());
    return files;
}

Error unreadable(const fs::path& path, FileKind kind, const std::string& why) {
    return {code_for(kind), "'" + path.filename().string() + "' cannot be read: " + why, "", "", "", path.string()};
}

Error changed_while_read(const fs::path& path, FileKind kind) {
    return {code_for(kind), "'" + path.filename().string() + "' was changed while the run read it", "Wait until it is complete, then run again.", "", "",
            path.string()};
}

}  // namespace noiseloom
