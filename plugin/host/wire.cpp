#include "host/wire.h"

#include <cerrno>
#include <cstring>

#include <poll.h>
#include <sys/socket.h>

namespace noiseloom {
namespace {

using Clock = std::chrono::steady_clock;

constexpr char magic[4] = {'N', 'L', 'H', '1'};
constexpr std::size_t header_bytes = 12;

// Messages are small trees; a document with thousands of layers is the largest.
constexpr JsonLimits message_limits{max_frame_text, 16, max_frame_text, 100'000, 1000, 2'000'000};

void put_u32(char* to, std::size_t value) {
    for (int i = 0; i < 4; ++i) to[i] = static_cast<char>(value >> (8 * i) & 0xff);
}

std::size_t get_u32(const char* from) {
    std::size_t value = 0;
    for (int i = 0; i < 4; ++i) value |= std::size_t{static_cast<unsigned char>(from[i])} << (8 * i);
    return value;
}

Error broken(const std::string& what) { return {Code::refused, "the other side sent " + what, "", "", "", ""}; }

// True once the socket is ready for `events`, or has ended; false after `wait`.
bool is_ready(int socket, short events, Clock::time_point until) {
    for (;;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now());
        pollfd poll{socket, events, 0};
        const int ready = ::poll(&poll, 1, static_cast<int>(std::max<std::int64_t>(left.count(), 0)));
        if (ready > 0) return true;
        if (ready == 0 || errno != EINTR) return false;
    }
}

void take_descriptors(msghdr& header, std::vector<Descriptor>& descriptors) {
    for (cmsghdr* part = CMSG_FIRSTHDR(&header); part; part = CMSG_NXTHDR(&header, part)) {
        if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS) continue;
        const std::size_t count = (part->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (std::size_t i = 0; i < count; ++i) {
            int fd = -1;
            std::memcpy(&fd, CMSG_DATA(part) + i * sizeof(int), sizeof(int));
            descriptors.emplace_back(fd);
        }
    }
}

}  // namespace

void Wire::stop() const { ::shutdown(socket_.get(), SHUT_RDWR); }

Error Wire::closed() {
    is_closed_ = true;
    return {Code::refused, "the other side is gone", "", "", "", ""};
}

Result<void> Wire::send(const Json& message, std::span<const int> descriptors) {
    const std::string text = json_text(message);
    if (text.size() > max_frame_text) return Error{Code::refused, "a message of " + std::to_string(text.size() >> 20) + " MiB is too large to send", "", "", "", ""};
    std::string bytes(header_bytes, '\0');
    std::memcpy(bytes.data(), magic, sizeof magic);
    put_u32(bytes.data() + 4, text.size());
    put_u32(bytes.data() + 8, descriptors.size());
    bytes += text;

    alignas(cmsghdr) char control[CMSG_SPACE(max_frame_descriptors * sizeof(int))] = {};
    const Clock::time_point until = Clock::now() + patience;
    for (std::size_t sent = 0; sent < bytes.size();) {
        // The descriptors go with the header, which is the whole of the first part.
        iovec part{bytes.data() + sent, sent == 0 ? header_bytes : bytes.size() - sent};
        msghdr header{};
        header.msg_iov = &part;
        header.msg_iovlen = 1;
        if (sent == 0 && !descriptors.empty()) {
            header.msg_control = control;
            header.msg_controllen = CMSG_SPACE(descriptors.size_bytes());
            cmsghdr* rights = CMSG_FIRSTHDR(&header);
            rights->cmsg_level = SOL_SOCKET;
            rights->cmsg_type = SCM_RIGHTS;
            rights->cmsg_len = CMSG_LEN(descriptors.size_bytes());
            std::memcpy(CMSG_DATA(rights), descriptors.data(), descriptors.size_bytes());
        }
        if (!is_ready(socket_.get(), POLLOUT, until)) return closed();
        const ssize_t now = ::sendmsg(socket_.get(), &header, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (now > 0) sent += static_cast<std::size_t>(now);
        else if (errno != EINTR && errno != EAGAIN) return closed();
    }
    return {};
}

Result<void> Wire::receive_bytes(char* to, std::size_t size, std::vector<Descriptor>* descriptors) {
    const Clock::time_point until = Clock::now() + patience;
    for (std::size_t got = 0; got < size;) {
        alignas(cmsghdr) char control[CMSG_SPACE(max_frame_descriptors * sizeof(int))];
        iovec part{to + got, size - got};
        msghdr header{};
        header.msg_iov = &part;
        header.msg_iovlen = 1;
        header.msg_control = control;
        header.msg_controllen = sizeof control;
        if (!is_ready(socket_.get(), POLLIN, until)) return closed();
        const ssize_t now = ::recvmsg(socket_.get(), &header, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
        if (now == 0) return closed();
        if (now < 0) {
            if (errno == EINTR || errno == EAGAIN) continue;
            return closed();
        }
        std::vector<Descriptor> taken;   // closed again unless they are wanted
        take_descriptors(header, taken);
        if ((header.msg_flags & MSG_CTRUNC) || (!descriptors && !taken.empty())) {
            is_closed_ = true;
            return broken("descriptors that belong to no frame");
        }
        for (Descriptor& descriptor : taken) descriptors->push_back(std::move(descriptor));
        got += static_cast<std::size_t>(now);
    }
    return {};
}

Result<std::optional<Frame>> Wire::receive(std::chrono::milliseconds wait) {
    if (is_closed_) return closed();
    if (!is_ready(socket_.get(), POLLIN, Clock::now() + wait)) return std::optional<Frame>();
    Frame frame;
    char header[header_bytes];
    NL_CHECK(receive_bytes(header, header_bytes, &frame.descriptors));
    is_closed_ = true;   // unless all that follows is right
    if (std::memcmp(header, magic, sizeof magic) != 0) return broken("something else than Noiseloom's protocol");
    const std::size_t size = get_u32(header + 4);
    if (size > max_frame_text) return broken("a message of " + std::to_string(size >> 20) + " MiB");
    if (get_u32(header + 8) != frame.descriptors.size()) return broken("another number of descriptors than it told");
    std::string text(size, '\0');
    NL_CHECK(receive_bytes(text.data(), size, nullptr));
    auto message = parse_json(text, message_limits, Code::refused);
    if (!message) return broken("a text that is no JSON: " + message.error().message);
    if (!message->is_object() || !message->contains("type") || !(*message)["type"].is_string()) return broken("a message without a type");
    frame.message = *std::move(message);
    is_closed_ = false;
    return std::optional<Frame>(std::move(frame));
}

}  // namespace noiseloom
