#include "gimp/application.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fstream>
#include <sstream>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/environment.h"
#include "image/descriptor.h"

namespace noiseloom {
namespace fs = std::filesystem;
namespace {

// Between fork and exec: calls alone that are safe there, since the host's libraries have threads.
[[noreturn]] void become(char* const arguments[], const char* home, int report) {
    ::setsid();
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    for (int ignored : {SIGPIPE, SIGHUP, SIGINT, SIGTERM, SIGCHLD}) ::signal(ignored, SIG_DFL);
    if (::fork() != 0) ::_exit(0);
    const int null = ::open("/dev/null", O_RDWR);
    for (int standard : {0, 1, 2}) ::dup2(null, standard);
    // The host's pipes must not live on in the application, or the host never sees this process end.
    ::dup2(report, 3);
    ::fcntl(3, F_SETFD, FD_CLOEXEC);
    ::close_range(4, ~0U, 0);
    if (::chdir(home) != 0 && ::chdir("/") != 0) ::_exit(1);
    ::execv(arguments[0], arguments);
    const int problem = errno;
    [[maybe_unused]] const ssize_t written = ::write(3, &problem, sizeof problem);
    ::_exit(1);
}

}  // namespace

fs::path own_folder() {
    std::error_code failed;
    return fs::read_symlink("/proc/self/exe", failed).parent_path();
}

std::vector<fs::path> application_places(const fs::path& beside, const fs::path& built_for) {
    std::vector<fs::path> places;
    if (const std::string named = environment("NOISELOOM_EDITOR"); !named.empty()) places.emplace_back(named);
    std::ifstream file(beside / "application");
    if (std::string line; std::getline(file, line) && !line.empty()) places.emplace_back(line);
    if (!built_for.empty()) places.push_back(built_for);
    std::istringstream path(environment("PATH"));
    for (std::string folder; std::getline(path, folder, ':');)
        if (!folder.empty()) places.push_back(fs::path(folder) / "noiseloom-editor");
    return places;
}

fs::path find_application(const std::vector<fs::path>& places) {
    std::error_code failed;
    for (const fs::path& place : places)
        if (place.is_absolute() && fs::is_regular_file(place, failed) && ::access(place.c_str(), X_OK) == 0) return place;
    return {};
}

Result<void> start_application(const fs::path& program) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return Error{Code::refused, program.string() + " cannot be started: " + std::strerror(errno), "", "", "", ""};
    const Descriptor reading(ends[0]);
    Descriptor writing(ends[1]);
    std::string path = program.string(), serve = "--serve", home = home_folder().string();
    char* const arguments[] = {path.data(), serve.data(), nullptr};
    const pid_t child = ::fork();
    if (child == 0) become(arguments, home.c_str(), writing.get());
    writing.reset();
    int problem = child < 0 ? errno : 0;
    while (child > 0 && ::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {}
    ssize_t got = 0;
    while (child > 0 && (got = ::read(reading.get(), &problem, sizeof problem)) < 0 && errno == EINTR) {}
    if (problem != 0) return Error{Code::refused, path + " cannot be started: " + std::strerror(problem), "Install Noiseloom anew.", "", "", ""};
    return {};
}

}  // namespace noiseloom
