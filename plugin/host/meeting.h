// How bridge and application find each other: the socket's place, who may connect, and who serves (PROTOCOL.md, "Meeting").
#pragma once

#include <filesystem>

#include "core/result.h"
#include "host/wire.h"

namespace noiseloom {

// Where the socket of this user lies. Error (refused): its path would be too long for a socket.
Result<std::filesystem::path> socket_path();

// The bridge's side: a connection to the application of this user, if one serves. Error (refused): something that cannot be used is there
// (another user's folder or program); nothing: nobody answers.
Result<std::optional<Wire>> connect_to_application(const std::filesystem::path& socket);

// The application's side: the right to serve. There is one holder of it for each user; the socket goes when the holder does.
class Listener {
  public:
    // Makes the folder, takes the lock, removes what an application that was killed left, and listens. Nothing: another one serves.
    // Errors (refused, disk).
    static Result<std::optional<Listener>> open(const std::filesystem::path& socket);
    Listener(Listener&&) = default;
    Listener& operator=(Listener&&) = delete;
    ~Listener();

    int socket() const { return socket_.get(); }
    // A connection of this user's; nothing if none waits, or it was another user's.
    std::optional<Wire> accept() const;

  private:
    Listener(std::filesystem::path path, Descriptor lock, Descriptor socket) : path_(std::move(path)), lock_(std::move(lock)), socket_(std::move(socket)) {}

    std::filesystem::path path_;
    Descriptor lock_;
    Descriptor socket_;
};

}  // namespace noiseloom
