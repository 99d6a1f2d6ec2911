// noiseloom-image-helper: decodes and encodes pictures for another program of Noiseloom, each in a
// fork with limits, so that a damaged picture can harm nothing but itself. See image/helper_protocol.h.
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>
#include <filesystem>
#include <fstream>
#include <new>
#include <string>
#include <thread>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "codec.h"
#include "image/descriptor.h"
#include "sandbox.h"

using namespace noiseloom;

namespace {

constexpr std::uint64_t gibibyte = std::uint64_t{1} << 30;

HelperReply late;            // sent by the handler of the time limits
int late_socket = -1;

void send_late(int) {
    (void)!::send(late_socket, &late, sizeof late, MSG_NOSIGNAL);
    ::_exit(0);
}

[[noreturn]] void work(const HelperRequest& request, int reply_socket, int input, int output) {
    late.status = HelperStatus::too_slow;
    late_socket = reply_socket;
    std::signal(SIGALRM, send_late);
    std::signal(SIGXCPU, send_late);
    const int null = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    ::dup2(null, 2);   // libraries' warnings about somebody's picture are nobody's business
    enter_sandbox(gibibyte, 16 * gibibyte, request.seconds, request.cpu_seconds);

    HelperReply reply;
    try {
        (request.task == HelperTask::encode ? encode : decode)(request, input, output, reply);
    } catch (const std::bad_alloc&) {
        reply.status = HelperStatus::no_memory;
    } catch (const std::exception& error) {
        reply.status = HelperStatus::damaged;
        std::strncpy(reply.message, error.what(), sizeof reply.message - 1);
    }
    ::send(reply_socket, &reply, sizeof reply, MSG_NOSIGNAL);
    ::_exit(0);
}

// The next request with its three descriptors; false at the end of the connection.
bool receive(HelperRequest& request, Descriptor (&fds)[HelperMessage::descriptors]) {
    HelperMessage message;
    const ssize_t got = ::recvmsg(helper_socket, &message.header, MSG_CMSG_CLOEXEC);
    request = message.request;
    int received[HelperMessage::descriptors];
    const cmsghdr* const rights = CMSG_FIRSTHDR(&message.header);
    if (got != sizeof request || request.magic != helper_magic || !rights || rights->cmsg_len != CMSG_LEN(sizeof received)) return false;
    std::memcpy(received, CMSG_DATA(rights), sizeof received);
    for (int i = 0; i < HelperMessage::descriptors; ++i) fds[i] = Descriptor(received[i]);
    return true;
}

// Whether all other threads of this process sleep. A thread that ends while we look does not.
bool others_sleep() {
    std::error_code gone;
    for (const auto& task : std::filesystem::directory_iterator("/proc/self/task", gone)) {
        if (task.path().filename() == std::to_string(::gettid())) continue;
        std::ifstream file(task.path() / "stat");
        std::string stat;
        std::getline(file, stat);
        const auto state = stat.rfind(')') + 2;   // "<tid> (<name>) <state> ..."; the name may hold anything
        if (!file || state >= stat.size() || stat[state] != 'S') return false;
    }
    return !gone;
}

// OpenImageIO starts a worker with its first attribute and lets it end in its own time. Were it amid that
// at a fork, the lock that it holds would stay locked in the fork, which then waits until its time is up.
void wait_for_sleep() {
    constexpr int enough = 3, patience = 2000;   // looks in a row; milliseconds: a system without /proc says nothing
    for (int asleep = 0, waited = 0; asleep < enough && waited < patience; ++waited) {
        asleep = others_sleep() ? asleep + 1 : 0;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

}  // namespace

int main() {
    int type = 0;
    socklen_t size = sizeof type;
    if (::getsockopt(helper_socket, SOL_SOCKET, SO_TYPE, &type, &size) != 0 || type != SOCK_SEQPACKET) {
        std::fputs("noiseloom-image-helper decodes pictures for the other programs of Noiseloom, which start it by themselves.\n", stderr);
        return 2;
    }
    std::signal(SIGCHLD, SIG_IGN);   // forks leave no zombies
    prepare_codec();
    wait_for_sleep();
    const char ready = 1;
    if (::send(helper_socket, &ready, sizeof ready, MSG_NOSIGNAL) != sizeof ready) return 1;

    HelperRequest request;
    Descriptor fds[HelperMessage::descriptors];
    while (receive(request, fds)) {
        const pid_t pid = ::fork();
        if (pid == 0) {
            ::close(helper_socket);
            work(request, fds[0].get(), fds[1].get(), fds[2].get());
        }
        for (Descriptor& fd : fds) fd.reset();   // the asker sees the end of a fork that could not be made
    }
    return 0;
}
