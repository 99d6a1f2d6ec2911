// Loaded into the program under test (LD_PRELOAD): SIGKILL at its n-th call that changes a file, n in
// NOISELOOM_KILL_AT. Of a write, half gets through first. So every moment of a save can be the last.
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <string_view>

#include <dlfcn.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

namespace {

bool is_last_call() {
    static int left = [] {
        const char* number = std::getenv("NOISELOOM_KILL_AT");
        return number && std::string_view(program_invocation_short_name) == "noiseloom" ? std::atoi(number) : 0;
    }();
    return left > 0 && --left == 0;
}

bool is_file(int fd) {
    struct stat status {};
    return ::fstat(fd, &status) == 0 && S_ISREG(status.st_mode);
}

template <class Call, class... Arguments>
auto real(const char* name, Call*, Arguments... arguments) {
    return reinterpret_cast<Call*>(::dlsym(RTLD_NEXT, name))(arguments...);
}

}  // namespace

extern "C" {

ssize_t write(int fd, const void* data, size_t size) {
    if (is_file(fd) && is_last_call()) {
        (void)real("write", write, fd, data, size / 2);
        std::raise(SIGKILL);
    }
    return real("write", write, fd, data, size);
}

ssize_t writev(int fd, const iovec* parts, int count) {   // std::ofstream
    if (is_file(fd) && is_last_call()) {
        (void)real("write", write, fd, parts[count - 1].iov_base, parts[count - 1].iov_len / 2);
        std::raise(SIGKILL);
    }
    return real("writev", writev, fd, parts, count);
}

int fsync(int fd) {
    if (is_last_call()) std::raise(SIGKILL);
    return real("fsync", fsync, fd);
}

int rename(const char* from, const char* to) noexcept {
    if (is_last_call()) std::raise(SIGKILL);
    return real("rename", rename, from, to);
}

int renameat2(int from_folder, const char* from, int to_folder, const char* to, unsigned flags) noexcept {
    if (is_last_call()) std::raise(SIGKILL);
    return real("renameat2", renameat2, from_folder, from, to_folder, to, flags);
}

}  // extern "C"
