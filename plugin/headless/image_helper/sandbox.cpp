#include "sandbox.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <initializer_list>
#include <vector>

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

namespace noiseloom {

namespace {

std::uint64_t mapped_now = 0;

std::uint64_t mapped_bytes() {
    unsigned long pages = 0;
    if (std::FILE* const file = std::fopen("/proc/self/statm", "re")) {
        if (std::fscanf(file, "%lu", &pages) != 1) pages = 0;
        std::fclose(file);
    }
    return std::uint64_t{pages} * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

void limit(__rlimit_resource resource, std::uint64_t soft, std::uint64_t hard) {
    const rlimit values{soft, hard};
    ::setrlimit(resource, &values);
}

// A kernel without seccomp leaves the resource limits, of which "no new descriptors" is the main one.
void filter_system_calls() {
#if defined(__x86_64__)
    constexpr std::uint32_t arch = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
    constexpr std::uint32_t arch = AUDIT_ARCH_AARCH64;
#else
    return;
#endif
    const auto allowed = {
        SYS_read, SYS_write, SYS_sendto, SYS_close, SYS_lseek, SYS_fstat, SYS_newfstatat, SYS_ftruncate,
        SYS_mmap, SYS_munmap, SYS_mremap, SYS_mprotect, SYS_madvise, SYS_brk, SYS_prlimit64,
        SYS_futex, SYS_sched_yield, SYS_sched_getaffinity, SYS_getpid, SYS_gettid, SYS_getrandom,
        SYS_clock_gettime, SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_rt_sigreturn, SYS_exit, SYS_exit_group,
    };
    std::vector<sock_filter> program = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, arch, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
    };
    for (const long number : allowed) {
        program.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(number), 0, 1));
        program.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
    }
    program.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM));
    const sock_fprog filter{static_cast<unsigned short>(program.size()), program.data()};
    ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter);
}

}  // namespace

void enter_sandbox(std::uint64_t memory, std::uint64_t most, double seconds, double cpu_seconds) {
    mapped_now = mapped_bytes();
    limit(RLIMIT_AS, mapped_now + memory, mapped_now + most);
    limit(RLIMIT_FSIZE, most, most);   // of the shared memory that carries the result
    const auto cpu = static_cast<std::uint64_t>(std::ceil(cpu_seconds));
    limit(RLIMIT_CPU, cpu, cpu + 1);
    limit(RLIMIT_CORE, 0, 0);
    limit(RLIMIT_NOFILE, 0, 0);   // open descriptors stay usable
    limit(RLIMIT_NPROC, 0, 0);
    const double whole_seconds = std::floor(seconds);
    const itimerval timer{{0, 0}, {static_cast<time_t>(whole_seconds), static_cast<suseconds_t>((seconds - whole_seconds) * 1e6) + 1}};
    ::setitimer(ITIMER_REAL, &timer, nullptr);
    ::prctl(PR_SET_DUMPABLE, 0);
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    filter_system_calls();
}

void allow_memory(std::uint64_t memory) {
    rlimit values{};
    if (::getrlimit(RLIMIT_AS, &values) != 0) return;
    values.rlim_cur = std::min<rlim_t>(mapped_now + memory, values.rlim_max);
    ::setrlimit(RLIMIT_AS, &values);
}

}  // namespace noiseloom
