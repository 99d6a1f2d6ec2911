// Makes the n-th system call that concerns files fail. Include in one source of a test program: its
// definitions of the calls take the place of the C library's.
#pragma once

#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <string>

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace faults {

inline std::atomic<int> calls_left = -1;    // fail when it reaches 0; negative: never
inline std::atomic<bool> persistent = false;   // and all calls after it
inline std::atomic<int> error_number = ENOSPC;
inline std::atomic<int> syncs = 0;             // fsync and fdatasync seen

inline std::string calls;                      // "write fsync ..." seen while `recording`
inline std::atomic<bool> recording = false;

inline bool due(const char* call) {
    if (recording) calls += std::string(calls.empty() ? "" : " ") + call;
    if (calls_left < 0) return false;
    if (calls_left == 0) {
        if (!persistent) calls_left = -1;
        errno = error_number;
        return true;
    }
    --calls_left;
    return false;
}

inline void arm(int call, bool for_ever, int number) {
    error_number = number;
    persistent = for_ever;
    calls_left = call;
}
inline bool disarm() {   // true if the fault happened
    const bool happened = calls_left <= 0;
    calls_left = -1;
    return happened;
}

}  // namespace faults

extern "C" {

int open(const char* path, int flags, ...) {
    mode_t mode = 0;
    if (flags & (O_CREAT | __O_TMPFILE)) {
        va_list arguments;
        va_start(arguments, flags);
        mode = va_arg(arguments, mode_t);
        va_end(arguments);
    }
    return faults::due("open") ? -1 : static_cast<int>(syscall(SYS_openat, AT_FDCWD, path, flags, mode));
}

ssize_t write(int fd, const void* data, size_t size) {
    if (faults::calls_left == 0 && size > 1 && !faults::persistent) {   // half is written, the next call fails
        return syscall(SYS_write, fd, data, (size + 1) / 2) + 0 * (faults::persistent = true);
    }
    return faults::due("write") ? -1 : syscall(SYS_write, fd, data, size);
}

int fsync(int fd) {
    ++faults::syncs;
    return faults::due("fsync") ? -1 : static_cast<int>(syscall(SYS_fsync, fd));
}

int fdatasync(int fd) {
    ++faults::syncs;
    return faults::due("fdatasync") ? -1 : static_cast<int>(syscall(SYS_fdatasync, fd));
}

int fchmod(int fd, mode_t mode) noexcept { return faults::due("fchmod") ? -1 : static_cast<int>(syscall(SYS_fchmod, fd, mode)); }

int rename(const char* from, const char* to) noexcept { return faults::due("rename") ? -1 : static_cast<int>(syscall(SYS_rename, from, to)); }

int close(int fd) {
    const int result = static_cast<int>(syscall(SYS_close, fd));
    return faults::due("close") ? -1 : result;
}

}  // extern "C"
