#include "host/meeting.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include "core/environment.h"

namespace noiseloom {
namespace fs = std::filesystem;
namespace {

sockaddr_un address_of(const fs::path& socket) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, socket.c_str(), sizeof address.sun_path - 1);
    return address;
}

// Connections of the same user alone; the other end may be a program that only happens to listen there.
bool is_own(int socket) {
    ucred peer{};
    socklen_t size = sizeof peer;
    return ::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && peer.uid == ::getuid();
}

Result<void> check_folder(const fs::path& folder) {
    struct stat status{};
    if (::lstat(folder.c_str(), &status) != 0 || !S_ISDIR(status.st_mode)) return Error{Code::refused, folder.string() + " is no folder", "Noiseloom's socket lies there: remove what is in its place.", "", "", ""};
    if (status.st_uid != ::getuid() || (status.st_mode & 077) != 0)
        return Error{Code::refused, folder.string() + " can be entered by other users", "Noiseloom's socket lies there: chmod 700 '" + folder.string() + "', or name another place in NOISELOOM_SOCKET.", "", "", ""};
    return {};
}

}  // namespace

Result<fs::path> socket_path() {
    fs::path path = environment("NOISELOOM_SOCKET");
    if (path.empty()) {
        const std::string runtime = environment("XDG_RUNTIME_DIR");
        path = (runtime.empty() ? home_folder() / ".cache/noiseloom/run" : fs::path(runtime) / "noiseloom") / "host-1.sock";
    }
    if (path.native().size() >= sizeof(sockaddr_un::sun_path))
        return Error{Code::refused, path.string() + " is too long for the name of a socket", "Name a shorter one (at most 107 bytes) in NOISELOOM_SOCKET.", "", "", ""};
    return path;
}

Result<std::optional<Wire>> connect_to_application(const fs::path& path) {
    std::error_code failed;
    if (!fs::exists(path, failed)) return std::optional<Wire>();
    NL_CHECK(check_folder(path.parent_path()));
    Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const sockaddr_un address = address_of(path);
    if (!socket || ::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return std::optional<Wire>();
    if (!is_own(socket.get())) return Error{Code::refused, "another user's program answers at " + path.string(), "", "", "", ""};
    return std::optional<Wire>(std::in_place, std::move(socket));
}

Result<std::optional<Listener>> Listener::open(const fs::path& path) {
    std::error_code failed;
    if (!fs::exists(path.parent_path(), failed)) {
        fs::create_directories(path.parent_path().parent_path(), failed);
        if (::mkdir(path.parent_path().c_str(), 0700) != 0 && errno != EEXIST)
            return Error{Code::disk, path.parent_path().string() + " cannot be made: " + std::strerror(errno), "Image editors reach Noiseloom through a socket there.", "", "", ""};
    }
    NL_CHECK(check_folder(path.parent_path()));
    fs::path lock_file = path;
    lock_file.replace_extension(".lock");
    Descriptor lock(::open(lock_file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!lock) return Error{Code::disk, lock_file.string() + " cannot be made: " + std::strerror(errno), "", "", "", ""};
    if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0) return std::optional<Listener>();
    ::unlink(path.c_str());   // left by one that was killed: its lock went with it
    Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    const sockaddr_un address = address_of(path);
    if (!socket || ::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 || ::chmod(path.c_str(), 0600) != 0 || ::listen(socket.get(), 16) != 0)
        return Error{Code::disk, "no socket can be made at " + path.string() + ": " + std::strerror(errno), "", "", "", ""};
    return std::optional<Listener>(Listener(path, std::move(lock), std::move(socket)));
}

Listener::~Listener() {
    if (socket_) ::unlink(path_.c_str());
}

std::optional<Wire> Listener::accept() const {
    Descriptor socket(::accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (!socket || !is_own(socket.get())) return std::nullopt;
    return std::optional<Wire>(std::in_place, std::move(socket));
}

}  // namespace noiseloom
