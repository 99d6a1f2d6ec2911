#include "image/helper_client.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>

extern char** environ;

namespace noiseloom {

namespace {

namespace fs = std::filesystem;

constexpr double start_seconds = 30;   // to load its libraries, on a cold disk and a busy machine
constexpr double grace_seconds = 2;    // past the limit that the helper keeps for itself

std::string system_words(const char* what) { return std::string(what) + ": " + std::strerror(errno); }

Result<fs::path> find_helper() {
    if (const char* const named = std::getenv("NOISELOOM_IMAGE_HELPER"); named && *named) return fs::path(named);
    std::error_code error;
    const fs::path folder = fs::read_symlink("/proc/self/exe", error).parent_path();
    for (const char* const place : {"noiseloom-image-helper", "../bin/noiseloom-image-helper"}) {
        if (const fs::path path = folder / place; fs::exists(path, error)) return path;
    }
    return Error{.message = "the program noiseloom-image-helper, which decodes pictures, is missing",
                 .hint = "It belongs beside the running program; NOISELOOM_IMAGE_HELPER may name it.",
                 .details = folder.string()};
}

// Waits until `fd` can be read (also: was closed) or the time is up.
bool readable(int fd, double seconds) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
    for (;;) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now()).count();
        pollfd wait{fd, POLLIN, 0};
        const int ready = ::poll(&wait, 1, static_cast<int>(std::max<long long>(left, 0)));
        if (ready > 0) return true;
        if (ready == 0) return false;
        if (errno != EINTR) return true;   // the read that follows reports it
    }
}

// A running helper. It is ended with all that it forked when the last user lets go of it.
class Helper {
  public:
    Helper(pid_t pid, Descriptor socket) : pid_(pid), socket_(std::move(socket)) {}
    Helper(const Helper&) = delete;
    Helper& operator=(const Helper&) = delete;
    ~Helper() {
        end();
        ::waitpid(pid_, nullptr, 0);
    }

    void end() const { ::kill(-pid_, SIGKILL); }   // it leads its own process group
    int socket() const { return socket_.get(); }
    bool has_ended() const {
        pollfd wait{socket(), 0, 0};
        return ::poll(&wait, 1, 0) > 0 && (wait.revents & (POLLHUP | POLLERR)) != 0;
    }

    Result<void> wait_until_ready() {
        const std::lock_guard lock(mutex_);
        if (ready_) return {};
        char hello = 0;
        if (readable(socket(), start_seconds) && ::recv(socket(), &hello, 1, 0) == 1) {
            ready_ = true;
            return {};
        }
        return Error{.message = "the program noiseloom-image-helper, which decodes pictures, does not start",
                     .hint = "Run it alone to see why; a missing library is the usual reason."};
    }

  private:
    pid_t pid_;
    Descriptor socket_;
    std::mutex mutex_;
    bool ready_ = false;
};

Result<std::shared_ptr<Helper>> spawn() {
    NL_TRY(const fs::path program, find_helper());
    int pair[2];
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0) return Error{.message = system_words("no socket for the image helper")};
    Descriptor ours(pair[0]), theirs(pair[1]);

    // Its libraries would start a thread per core for nothing, and threads do not survive its forks.
    std::vector<std::string> settings = {"OPENBLAS_NUM_THREADS=1", "OMP_NUM_THREADS=1"};
    std::vector<char*> environment;
    for (std::string& setting : settings) environment.push_back(setting.data());
    for (char** entry = environ; *entry; ++entry) {
        if (!std::string_view(*entry).starts_with("OPENBLAS_NUM_THREADS=") && !std::string_view(*entry).starts_with("OMP_NUM_THREADS=")) {
            environment.push_back(*entry);
        }
    }
    environment.push_back(nullptr);

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, theirs.get(), helper_socket);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);   // Ctrl-C in the terminal is ours to handle
    std::string name = program.string();
    char* const arguments[] = {name.data(), nullptr};
    pid_t pid = 0;
    const int failed = ::posix_spawn(&pid, name.c_str(), &actions, &attributes, arguments, environment.data());
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    if (failed != 0) {
        return Error{.message = "the program noiseloom-image-helper, which decodes pictures, cannot be started",
                     .hint = "Look at the file's permissions: " + name, .details = std::strerror(failed)};
    }
    return std::make_shared<Helper>(pid, std::move(ours));
}

// The helper of this process: a process is a resource of the whole process, like its environment.
struct Shared {
    std::mutex mutex;
    std::shared_ptr<Helper> helper;
};

Shared& shared() {
    static Shared held;
    return held;
}

Result<std::shared_ptr<Helper>> running() {
    Shared& held = shared();
    const std::lock_guard lock(held.mutex);
    if (!held.helper) {
        NL_TRY(held.helper, spawn());
    }
    return held.helper;
}

void forget(const std::shared_ptr<Helper>& helper) {
    Shared& held = shared();
    const std::lock_guard lock(held.mutex);
    if (held.helper == helper) held.helper.reset();
}

bool send_request(const Helper& helper, const HelperRequest& request, int reply, int input, int output) {
    HelperMessage message;
    message.request = request;
    const int fds[HelperMessage::descriptors] = {reply, input, output};
    cmsghdr* const rights = CMSG_FIRSTHDR(&message.header);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(sizeof fds);
    std::memcpy(CMSG_DATA(rights), fds, sizeof fds);
    return ::sendmsg(helper.socket(), &message.header, MSG_NOSIGNAL) == static_cast<ssize_t>(sizeof message.request);
}

}  // namespace

Result<Descriptor> shared_memory(std::size_t size) {
    Descriptor memory(::memfd_create("noiseloom-image", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!memory || ::ftruncate(memory.get(), static_cast<off_t>(size)) != 0) {
        return Error{.code = Code::out_of_memory, .message = system_words("no shared memory for a picture")};
    }
    return memory;
}

void start_image_helper() { (void)running(); }

Result<HelperReply> ask_image_helper(const HelperRequest& request, const Descriptor& input, const Descriptor& output) {
    constexpr int attempts = 2;   // a helper that ended is started anew, once
    for (int attempt = 1;; ++attempt) {
        NL_TRY(const auto helper, running());
        if (auto ready = helper->wait_until_ready(); !ready) {
            forget(helper);
            if (attempt < attempts) continue;
            return std::move(ready.error());
        }
        int pair[2];
        if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0) return Error{.message = system_words("no socket for the image helper")};
        const Descriptor ours(pair[0]);
        Descriptor theirs(pair[1]);
        if (!send_request(*helper, request, theirs.get(), input.get(), output.get())) {
            forget(helper);
            if (attempt < attempts) continue;
            return Error{.message = system_words("the image helper takes no requests")};
        }
        theirs.reset();

        if (!readable(ours.get(), request.seconds + grace_seconds)) {
            helper->end();
            forget(helper);
            HelperReply slow;
            slow.status = HelperStatus::too_slow;
            return slow;
        }
        HelperReply reply;
        const ssize_t got = ::recv(ours.get(), &reply, sizeof reply, 0);
        if (got != sizeof reply || reply.magic != helper_magic) {
            if (helper->has_ended()) {   // not just its fork: the picture is not to blame
                forget(helper);
                if (attempt < attempts) continue;
            }
            HelperReply crashed;
            crashed.status = HelperStatus::damaged;
            std::strcpy(crashed.message, "the decoder crashed");
            return crashed;
        }
        reply.message[sizeof reply.message - 1] = '\0';
        return reply;
    }
}

}  // namespace noiseloom
