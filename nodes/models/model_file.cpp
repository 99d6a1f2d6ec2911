#include "models/model_file.h"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <mutex>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "models/plain_text.h"

namespace noiseloom {

// Guards are never freed (a few bytes per opened file): the signal handler walks them without a lock.
struct Mapping::Guard {
    std::uintptr_t begin, end;
    std::string name;
    int fd = -1;
    struct stat mapped {};   // when it was
    std::atomic<bool> live{true};
    std::atomic<bool> cut{false};
    Guard* next = nullptr;

    bool was_written_to() const {
        struct stat now {};
        return fd >= 0 && (fstat(fd, &now) != 0 || now.st_size != mapped.st_size || now.st_mtim.tv_sec != mapped.st_mtim.tv_sec ||
                           now.st_mtim.tv_nsec != mapped.st_mtim.tv_nsec);
    }
};

namespace {

std::atomic<void*> newest_guard{nullptr};
std::mutex descriptors;   // of the guards: none is closed while it is looked at
struct sigaction earlier_handler;
std::uintptr_t page_size = 0;

Error bad_file(const std::filesystem::path& path, const std::string& what, std::string hint = "", std::string details = "") {
    return {Code::bad_model, plain_text(path.string(), 400) + ": " + what, std::move(hint), "", "", std::move(details)};
}

std::string_view kind_of(mode_t mode) {
    if (S_ISDIR(mode)) return "a folder";
    if (S_ISFIFO(mode)) return "a pipe";
    if (S_ISSOCK(mode)) return "a socket";
    return "a device";
}

}  // namespace

void Mapping::handle_bus_error(int signal, void* information, void* context) {
    auto* info = static_cast<siginfo_t*>(information);
    const auto address = reinterpret_cast<std::uintptr_t>(info->si_addr);
    for (auto* guard = static_cast<Guard*>(newest_guard.load()); guard; guard = guard->next) {
        if (!guard->live || address < guard->begin || address >= guard->end) continue;
        void* page = reinterpret_cast<void*>(address / page_size * page_size);
        if (mmap(page, page_size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == MAP_FAILED) break;
        guard->cut = true;
        return;
    }
    if (earlier_handler.sa_flags & SA_SIGINFO) return earlier_handler.sa_sigaction(signal, info, context);
    if (earlier_handler.sa_handler != SIG_DFL && earlier_handler.sa_handler != SIG_IGN) return earlier_handler.sa_handler(signal);
    ::signal(signal, SIG_DFL);   // the access is repeated and ends the process
}

void Mapping::install_handler() {
    static std::once_flag once;
    std::call_once(once, [] {
        page_size = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
        struct sigaction action {};
        action.sa_flags = SA_SIGINFO | SA_ONSTACK;
        action.sa_sigaction = [](int signal, siginfo_t* info, void* context) {
            const int saved = errno;
            handle_bus_error(signal, info, context);
            errno = saved;
        };
        sigaction(SIGBUS, &action, &earlier_handler);
    });
}

Mapping::Mapping(const std::byte* data, std::size_t size, std::string name, int fd) : data_(data), size_(size) {
    if (size_ == 0) return;
    install_handler();
    const auto begin = reinterpret_cast<std::uintptr_t>(data_);
    guard_ = new Guard{begin, begin + size_, std::move(name)};
    guard_->fd = fd < 0 ? -1 : fcntl(fd, F_DUPFD_CLOEXEC, 0);
    if (guard_->fd >= 0) fstat(guard_->fd, &guard_->mapped);
    void* newest = newest_guard.load();
    do guard_->next = static_cast<Guard*>(newest);
    while (!newest_guard.compare_exchange_weak(newest, guard_));
}

Mapping::~Mapping() {
    if (!guard_) return;
    {
        const std::lock_guard lock(descriptors);
        guard_->live = false;
        if (guard_->fd >= 0) ::close(std::exchange(guard_->fd, -1));
    }
    munmap(const_cast<std::byte*>(data_), size_);
}

bool Mapping::was_cut() const { return guard_ && guard_->cut; }

Result<void> check_mapped_files() {
    const std::lock_guard lock(descriptors);
    for (auto* guard = static_cast<Mapping::Guard*>(newest_guard.load()); guard; guard = guard->next) {
        if (!guard->live || !(guard->cut || guard->was_written_to())) continue;
        return Error{Code::bad_model, guard->name + ": the file was " + (guard->cut ? "cut short" : "written to") + " while it was in use",
                     "Restore the file and run again; replace models by moving a complete file into their place.", "", "", ""};
    }
    return {};
}

void release_pages(const void* begin, std::size_t size) {
    const auto first = reinterpret_cast<std::uintptr_t>(begin), last = first + size;
    for (auto* guard = static_cast<Mapping::Guard*>(newest_guard.load()); guard; guard = guard->next) {
        if (!guard->live || first < guard->begin || last > guard->end) continue;
        const std::uintptr_t from = (first + page_size - 1) / page_size * page_size, to = last / page_size * page_size;
        if (from < to) madvise(reinterpret_cast<void*>(from), to - from, MADV_DONTNEED);
        return;
    }
}

Result<ModelFile> ModelFile::open(const std::filesystem::path& path) {
    if (path.native().find('\0') != std::string::npos) return bad_file(path, "the path contains a NUL character");
    ModelFile file;
    file.path_ = path;
    file.fd_ = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (file.fd_ < 0) {
        const int number = errno;
        std::error_code ignored;
        if (number == ENOENT && std::filesystem::is_symlink(path, ignored))
            return bad_file(path, "this is a link to a file that does not exist");
        if (number == ENOENT) return bad_file(path, "there is no such file");
        if (number == ELOOP) return bad_file(path, "the link leads back to itself");
        if (number == EACCES) return bad_file(path, "no permission to read this file");
        if (number == ENXIO) return bad_file(path, "this is a socket or a device, not a model file");
        return bad_file(path, std::string("cannot be opened: ") + std::strerror(number));
    }
    struct stat status {};
    if (fstat(file.fd_, &status) != 0) return bad_file(path, std::string("cannot be examined: ") + std::strerror(errno));
    if (!S_ISREG(status.st_mode)) return bad_file(path, "this is " + std::string(kind_of(status.st_mode)) + ", not a model file");
    file.size_ = static_cast<std::uint64_t>(status.st_size);
    file.modified_[0] = status.st_mtim.tv_sec;
    file.modified_[1] = status.st_mtim.tv_nsec;
    return file;
}

ModelFile::ModelFile(ModelFile&& other) noexcept
    : path_(std::move(other.path_)), fd_(std::exchange(other.fd_, -1)), size_(other.size_), modified_{other.modified_[0], other.modified_[1]} {}

ModelFile::~ModelFile() {
    if (fd_ >= 0) ::close(fd_);
}

std::string ModelFile::name() const { return plain_text(path_.string(), 400); }

Result<std::string> ModelFile::read(std::uint64_t offset, std::size_t count) const {
    if (offset > size_ || count > size_ - offset) return bad_file(path_, "the file ends before byte " + std::to_string(offset + count));
    std::string bytes(count, '\0');
    for (std::size_t done = 0; done < count;) {
        const ssize_t got = pread(fd_, bytes.data() + done, count - done, static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return bad_file(path_, "reading fails at byte " + std::to_string(offset + done) + ": " + std::strerror(errno));
        if (got == 0) return bad_file(path_, "the file was cut short while it was read");
        done += static_cast<std::size_t>(got);
    }
    return bytes;
}

Result<std::shared_ptr<const Mapping>> ModelFile::map() const {
    if (size_ == 0) return std::make_shared<const Mapping>(nullptr, 0, name());
    void* data = mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, fd_, 0);
    if (data == MAP_FAILED) {
        const int number = errno;
        if (number == ENOMEM)
            return Error{Code::out_of_memory, name() + ": no address space left to map " + std::to_string(size_) + " bytes", "", "", "", ""};
        return bad_file(path_, std::string("cannot be mapped: ") + std::strerror(number), "Copy the model to a local disk.");
    }
    return std::make_shared<const Mapping>(static_cast<const std::byte*>(data), size_, name(), fd_);
}

Result<void> ModelFile::check_unchanged() const {
    struct stat status {};
    if (fstat(fd_, &status) != 0) return bad_file(path_, std::string("cannot be examined: ") + std::strerror(errno));
    if (static_cast<std::uint64_t>(status.st_size) != size_ || status.st_mtim.tv_sec != modified_[0] || status.st_mtim.tv_nsec != modified_[1])
        return bad_file(path_, "the file changed while it was read", "Wait until its download or copy is complete, then run again.");
    return {};
}

}  // namespace noiseloom
