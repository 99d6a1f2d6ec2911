#include "engine/file_hashes.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

#include "engine/hash_store.h"
#include "engine/sha256.h"

namespace noiseloom {
namespace {

namespace fs = std::filesystem;

class OpenFile {
  public:
    explicit OpenFile(const fs::path& path) : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)) {}
    ~OpenFile() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    int descriptor() const { return descriptor_; }

  private:
    int descriptor_;
};

}  // namespace

FileHashes::FileHashes(const fs::path& store) {
    if (!store.empty()) store_ = HashStore::open(store);
}

FileHashes::~FileHashes() = default;

Result<std::string> FileHashes::hash(const fs::path& path, FileKind kind, const Cancel& cancel) {
    NL_TRY(const FileStamp stamp, stamp_of(path, kind));
    return stamp.is_folder ? of_folder(path, kind, cancel) : of_file(path, kind, cancel);
}

std::optional<std::string> FileHashes::known(const fs::path& file) {
    const auto stamp = stamp_of(file, FileKind::none);
    if (!stamp || stamp->is_folder) return {};
    return remembered(file, *stamp);
}

std::vector<fs::path> FileHashes::holders(const std::string& hash) {
    const std::lock_guard lock(mutex_);
    std::vector<fs::path> paths;
    if (store_) paths = store_->holders(hash);
    for (const auto& [path, known] : known_)
        if (known.hash == hash) paths.push_back(path);
    return paths;
}

std::optional<std::string> FileHashes::remembered(const fs::path& path, const FileStamp& stamp) {
    const std::lock_guard lock(mutex_);
    if (const auto found = known_.find(path); found != known_.end() && found->second.stamp == stamp) return found->second.hash;
    auto stored = store_ ? store_->find(path, stamp) : std::nullopt;
    if (stored) known_[path] = {stamp, *stored};
    return stored;
}

Result<std::string> FileHashes::of_file(const fs::path& path, FileKind kind, const Cancel& cancel) {
    const OpenFile file(path);
    if (file.descriptor() < 0) return unreadable(path, kind, std::strerror(errno));
    NL_TRY(const FileStamp stamp, stamp_of(file.descriptor(), path, kind));
    if (auto hash = remembered(path, stamp)) return *std::move(hash);

    ::posix_fadvise(file.descriptor(), 0, 0, POSIX_FADV_SEQUENTIAL);
    Sha256 sha;
    std::string buffer(std::size_t{1} << 20, '\0');
    for (;;) {
        cancel.check();
        const ssize_t got = ::read(file.descriptor(), buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return unreadable(path, kind, std::strerror(errno));
        if (got == 0) break;
        sha.add({buffer.data(), static_cast<std::size_t>(got)});
    }
    NL_TRY(const FileStamp after, stamp_of(file.descriptor(), path, kind));
    if (after != stamp) return changed_while_read(path, kind);
    std::string hash = sha.hex();
    if (!stamp.may_still_change()) {
        const std::lock_guard lock(mutex_);
        known_[path] = {stamp, hash};
        if (store_) store_->keep(path, stamp, hash);
    }
    return hash;
}

Result<std::string> FileHashes::of_folder(const fs::path& path, FileKind kind, const Cancel& cancel) {
    NL_TRY(const std::vector<std::string> files, files_of_folder(path, kind));
    Sha256 sha;
    for (const std::string& file : files) {
        NL_TRY(const std::string hash, of_file(path / file, kind, cancel));
        sha.add(hash + "  " + file + "\n");
    }
    return sha.hex();
}

}  // namespace noiseloom
