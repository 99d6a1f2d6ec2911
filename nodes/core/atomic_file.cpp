#include "core/atomic_file.h"

#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <ctime>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/ids.h"

namespace noiseloom {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view temp_prefix = ".noiseloom-";   // then "<pid>-<random>.tmp"
constexpr std::string_view temp_suffix = ".tmp";

std::string hint_for(int number) {
    switch (number) {
        case ENOSPC:
        case EDQUOT: return "The disk is full: free some space, or save somewhere else.";
        case EFBIG: return "The file would be larger than the system allows.";
        case EACCES:
        case EPERM:
        case EROFS: return "You may not write there: save it somewhere else.";
        case ENOENT: return "The folder or file does not exist.";
        default: return "";
    }
}

Error io_error(std::string_view what, const fs::path& file, int number, Code code = Code::disk) {
    return {code, std::string(what) + " '" + file.string() + "': " + std::strerror(number), hint_for(number)};
}

template <class Call>
auto retried(Call call) {
    auto result = call();
    while (result < 0 && errno == EINTR) result = call();
    return result;
}

// Where a write to `file` must land: links followed to a regular file; a new name in an existing folder.
Result<fs::path> real_target(const fs::path& file) {
    std::error_code problem;
    if (file.filename().empty()) return Error{Code::disk, "'" + file.string() + "' is not a file name"};
    const bool is_link = fs::is_symlink(fs::symlink_status(file, problem));
    const fs::path resolved = fs::canonical(file, problem);
    if (problem) {
        if (is_link)
            return Error{Code::disk, "'" + file.string() + "' is a link that leads nowhere", "Remove the link, or save under another name."};
        if (problem.value() == ENOENT) return file.has_parent_path() ? file : "." / file;
        return io_error("cannot write", file, problem.value());
    }
    if (!fs::is_regular_file(resolved, problem))
        return Error{Code::disk, "'" + file.string() + "' is not a regular file", "Save under another name."};
    return resolved;
}

// The folder's entry for the renamed file reaches the disk as well.
int sync_folder(const fs::path& folder) {
    const int fd = retried([&] { return ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); });
    if (fd < 0) return errno == EACCES ? 0 : errno;   // a folder that may be written but not read
    const int number = retried([&] { return ::fsync(fd); }) == 0 || errno == EINVAL ? 0 : errno;   // EINVAL: not on this file system
    ::close(fd);
    return number;
}

}  // namespace

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), target_(std::move(other.target_)), temporary_(std::exchange(other.temporary_, {})) {}

AtomicFile::~AtomicFile() {
    if (fd_ >= 0) ::close(fd_);
    if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

Error AtomicFile::failed(std::string_view what, int number) const { return io_error(what, target_, number); }

Result<AtomicFile> AtomicFile::open(const fs::path& target) {
    AtomicFile file;
    NL_TRY(file.target_, real_target(target));
    struct stat old {};
    const bool exists = ::stat(file.target_.c_str(), &old) == 0;
    if (exists && ::access(file.target_.c_str(), W_OK) != 0) return file.failed("cannot write", errno);
    const std::string name = std::string(temp_prefix) + std::to_string(::getpid()) + '-' + random_word(10) + std::string(temp_suffix);
    const fs::path temporary = file.target_.parent_path() / name;
    file.fd_ = retried([&] { return ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666); });
    if (file.fd_ < 0) return file.failed("cannot write", errno);
    file.temporary_ = temporary;
    if (exists) {
        // The owner is kept where the system lets us (root); without that the mode alone is.
        if (old.st_uid != ::geteuid() || old.st_gid != ::getegid()) (void)!::fchown(file.fd_, old.st_uid, old.st_gid);
        if (::fchmod(file.fd_, old.st_mode & 07777) != 0) return file.failed("cannot keep the permissions of", errno);
    }
    return file;
}

Result<void> AtomicFile::write(std::string_view data) {
    while (!data.empty()) {
        const ssize_t written = retried([&] { return ::write(fd_, data.data(), data.size()); });
        if (written < 0) return failed("cannot write", errno);
        if (written == 0) return failed("cannot write", ENOSPC);
        data.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

Result<void> AtomicFile::flush() {
    if (retried([&] { return ::fsync(fd_); }) != 0) return failed("cannot write", errno);
    if (::close(std::exchange(fd_, -1)) != 0 && errno != EINTR) return failed("cannot write", errno);
    return {};
}

Result<void> AtomicFile::placed() {
    temporary_.clear();
    if (const int number = sync_folder(target_.parent_path())) return failed("cannot be sure of having written", number);
    return {};
}

Result<void> AtomicFile::commit() {
    NL_CHECK(flush());
    if (::rename(temporary_.c_str(), target_.c_str()) != 0) return failed("cannot write", errno);
    return placed();
}

Result<bool> AtomicFile::commit_new() {
    NL_CHECK(flush());
    int failure = ::renameat2(AT_FDCWD, temporary_.c_str(), AT_FDCWD, target_.c_str(), RENAME_NOREPLACE) == 0 ? 0 : errno;
    if (failure == EINVAL || failure == ENOSYS) {   // the file system cannot: a link fails on a taken name as well
        failure = ::link(temporary_.c_str(), target_.c_str()) == 0 ? 0 : errno;
        if (failure == 0) ::unlink(temporary_.c_str());
    }
    if (failure == EEXIST) return false;
    if (failure != 0) return failed("cannot write", failure);
    NL_CHECK(placed());
    return true;
}

Result<void> write_file(const fs::path& target, std::string_view data) {
    NL_TRY(AtomicFile file, AtomicFile::open(target));
    NL_CHECK(file.write(data));
    return file.commit();
}

Result<std::string> read_file(const fs::path& path, std::size_t limit, Code code) {
    const int fd = retried([&] { return ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC); });
    if (fd < 0) return io_error("cannot read", path, errno, code);
    struct Closer {
        int fd;
        ~Closer() { ::close(fd); }
    } closer{fd};
    struct stat info {};
    if (::fstat(fd, &info) != 0) return io_error("cannot read", path, errno, code);
    if (!S_ISREG(info.st_mode)) return Error{code, "'" + path.string() + "' is not a regular file"};
    const auto size = static_cast<std::uintmax_t>(info.st_size);
    const auto too_large = [&] {
        const std::string shown = limit >> 20 ? std::to_string(limit >> 20) + " MiB" : std::to_string(limit) + " bytes";
        return Error{code, "'" + path.string() + "' is larger than " + shown};
    };
    if (size > limit) return too_large();
    std::string data(size + 1, '\0');   // one more: a file that grows is noticed at the limit, and files of /proc say 0
    std::size_t filled = 0;
    for (;;) {
        if (filled == data.size()) data.resize(std::min(data.size() * 2, limit + 1));
        const ssize_t count = retried([&] { return ::read(fd, data.data() + filled, data.size() - filled); });
        if (count < 0) return io_error("cannot read", path, errno, code);
        if (count == 0) break;
        filled += static_cast<std::size_t>(count);
        if (filled > limit) return too_large();
    }
    data.resize(filled);
    return data;
}

std::size_t sweep_stale_files(const fs::path& folder) {
    std::size_t removed = 0;
    std::error_code problem;
    for (auto entry = fs::directory_iterator(folder, problem); !problem && entry != fs::directory_iterator(); entry.increment(problem)) {
        const std::string name = entry->path().filename();
        if (!name.starts_with(temp_prefix) || !name.ends_with(temp_suffix)) continue;
        const char* digits = name.data() + temp_prefix.size();
        pid_t pid = 0;
        const auto [end, bad] = std::from_chars(digits, name.data() + name.size(), pid);
        if (bad != std::errc() || *end != '-' || pid <= 0 || ::kill(pid, 0) == 0 || errno != ESRCH) continue;
        struct stat info {};
        if (::lstat(entry->path().c_str(), &info) != 0 || !S_ISREG(info.st_mode)) continue;
        if (std::time(nullptr) - info.st_mtime <= 24 * 60 * 60) continue;
        if (::unlink(entry->path().c_str()) == 0) ++removed;
    }
    return removed;
}

}  // namespace noiseloom
