#include "engine/files.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <fstream>
#include <vector>

#include <sys/stat.h>

namespace noiseloom {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t sampled_above = std::uint64_t{64} << 20;
constexpr int samples = 16;
constexpr std::size_t sample_bytes = 64 << 10;
constexpr std::size_t most_files = 10'000;   // of a folder: more is no model

Error unreadable(const fs::path& path, FileKind kind, const std::string& why) {
    const Code code = kind == FileKind::model ? Code::bad_model : kind == FileKind::image ? Code::bad_image : Code::disk;
    return {code, "'" + path.filename().string() + "' cannot be read: " + why, "", "", "", path.string()};
}

// Time stamps come in grains of a few milliseconds, so a file that was written just now may change
// again under the same stamp.
bool may_still_change(std::int64_t modified) {
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    const std::int64_t age = std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec - modified;
    return age < 1'000'000'000;
}

}  // namespace

Result<Key> FileDigests::digest(const fs::path& path, FileKind kind) {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) return unreadable(path, kind, std::strerror(errno));
    if (S_ISDIR(info.st_mode)) return of_folder(path, kind);
    if (!S_ISREG(info.st_mode)) return unreadable(path, kind, "it is neither a file nor a folder");
    const Stamp stamp{info.st_dev, info.st_ino, static_cast<std::uint64_t>(info.st_size),
                      std::int64_t{info.st_mtim.tv_sec} * 1'000'000'000 + info.st_mtim.tv_nsec};
    {
        const std::lock_guard lock(mutex_);
        if (const auto found = known_.find(stamp); found != known_.end()) return found->second;
    }
    auto key = of_file(path, stamp, kind);
    if (key && !may_still_change(stamp.modified)) {
        const std::lock_guard lock(mutex_);
        known_[stamp] = *key;
    }
    return key;
}

Result<Key> FileDigests::of_file(const fs::path& path, const Stamp& stamp, FileKind kind) {
    std::ifstream file(path, std::ios::binary);
    KeyBuilder key("file");
    key.add(stamp.size);
    std::vector<char> buffer(std::size_t{1} << 20);
    if (stamp.size <= sampled_above) {
        std::uint64_t left = stamp.size;
        while (left > 0 && file) {
            const auto part = static_cast<std::streamsize>(std::min<std::uint64_t>(left, buffer.size()));
            if (!file.read(buffer.data(), part)) break;
            key.add_bytes(buffer.data(), static_cast<std::size_t>(part));
            left -= static_cast<std::uint64_t>(part);
        }
    } else {
        key.add(stamp.modified);
        for (std::uint64_t i = 0; i < samples && file; ++i) {   // the first is the head, the last the tail
            file.seekg(static_cast<std::streamoff>((stamp.size - sample_bytes) / (samples - 1) * i));
            if (!file.read(buffer.data(), sample_bytes)) break;
            key.add_bytes(buffer.data(), sample_bytes);
        }
    }
    if (!file) return unreadable(path, kind, errno ? std::strerror(errno) : "it became shorter while it was read");
    return key.key();
}

Result<Key> FileDigests::of_folder(const fs::path& path, FileKind kind) {
    std::vector<fs::path> files;
    std::error_code problem;
    fs::recursive_directory_iterator entry(path, problem);
    for (const fs::recursive_directory_iterator end; !problem && entry != end; entry.increment(problem)) {
        if (entry->path().filename().string().starts_with('.')) {
            entry.disable_recursion_pending();
        } else if (std::error_code ignored; !entry->is_directory(ignored)) {
            files.push_back(entry->path());
            if (files.size() > most_files) return unreadable(path, kind, "the folder has more than " + std::to_string(most_files) + " files");
        }
    }
    if (problem) return unreadable(path, kind, problem.message());
    std::sort(files.begin(), files.end());
    KeyBuilder key("folder");
    for (const fs::path& file : files) {
        NL_TRY(const Key content, digest(file, kind));
        key.add(file.lexically_relative(path).string()).add(content);
    }
    return key.key();
}

}  // namespace noiseloom
