#include "engine/files.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <vector>

namespace noiseloom {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t sampled_above = std::uint64_t{64} << 20;
constexpr int samples = 16;
constexpr std::size_t sample_bytes = 64 << 10;

}  // namespace

Result<Key> FileDigests::digest(const fs::path& path, FileKind kind) {
    auto key = content(path, kind);
    if (!key || kind != FileKind::model) return key;
    const std::lock_guard lock(mutex_);
    const auto [last, is_new] = last_.try_emplace(path, *key);
    if (!is_new && last->second != *key) {
        last->second = *key;
        ++models_changed_;
    }
    return key;
}

Result<Key> FileDigests::content(const fs::path& path, FileKind kind) {
    NL_TRY(const FileStamp stamp, stamp_of(path, kind));
    if (stamp.is_folder) return of_folder(path, kind);
    {
        const std::lock_guard lock(mutex_);
        if (const auto found = known_.find(stamp); found != known_.end()) return found->second;
    }
    auto key = of_file(path, stamp, kind);
    if (key && !stamp.may_still_change()) {
        const std::lock_guard lock(mutex_);
        known_[stamp] = *key;
    }
    return key;
}

Result<Key> FileDigests::of_file(const fs::path& path, const FileStamp& stamp, FileKind kind) {
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
    NL_TRY(const std::vector<std::string> files, files_of_folder(path, kind));
    KeyBuilder key("folder");
    for (const std::string& file : files) {
        NL_TRY(const Key part, content(path / file, kind));
        key.add(file).add(part);
    }
    return key.key();
}

}  // namespace noiseloom
