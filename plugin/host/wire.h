// Frames over the socket between a host's bridge and the application: a JSON object and, beside it, descriptors of shared memory
// (PROTOCOL.md, "Frames").
//
// Both ends use it, so it needs nothing but the C library and core's JSON. Calls block, and belong to one thread at a time;
// only stop() may come from another one.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <vector>

#include "core/json.h"
#include "image/descriptor.h"

namespace noiseloom {

inline constexpr int host_protocol = 1;
inline constexpr std::size_t max_frame_text = std::size_t{16} << 20;
inline constexpr std::size_t max_frame_descriptors = 4;

struct Frame {
    Json message;   // an object with a text "type"
    std::vector<Descriptor> descriptors;

    std::string type() const { return text("type"); }
    // Empty where the key is not there, or is no text: the other side's mistakes end nothing here.
    std::string text(const char* key) const {
        const auto found = message.find(key);
        return found != message.end() && found->is_string() ? found->get<std::string>() : "";
    }
    bool flag(const char* key) const { return message.value(key, Json()) == true; }
};

class Wire {
  public:
    explicit Wire(Descriptor socket) : socket_(std::move(socket)) {}

    // `descriptors` stay the caller's. Error (refused): the other side is gone, or takes nothing for `patience`.
    Result<void> send(const Json& message, std::span<const int> descriptors = {});

    // The next frame; nothing if none begins within `wait`. Errors (refused): the other side has closed (is_closed()) or
    // broke the rules; nothing more can be received then.
    Result<std::optional<Frame>> receive(std::chrono::milliseconds wait);

    bool is_closed() const { return is_closed_; }
    int socket() const { return socket_.get(); }
    // From any thread: both directions end, and whoever waits wakes.
    void stop() const;

    static constexpr std::chrono::seconds patience{30};   // for a frame that has begun, and for one to be taken

  private:
    Result<void> receive_bytes(char* to, std::size_t size, std::vector<Descriptor>* descriptors);
    Error closed();

    Descriptor socket_;
    bool is_closed_ = false;
};

}  // namespace noiseloom
