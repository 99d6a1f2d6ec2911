// What the project and its image helper say to each other: fixed-size packets over a Unix socket of
// type SOCK_SEQPACKET that the helper finds as descriptor 3. After loading it sends one byte. Each
// request comes with three descriptors:
//
//   reply    a socket for one HelperReply; closed without one if the picture crashed the decoder
//   input    decode, look: the picture's file; encode: shared memory with the floats, then the ICC profile
//   output   shared memory; decode: the floats, then the ICC profile; encode: the file
//
// The helper forks for every request; the fork limits itself, works and ends.
#pragma once

#include <cstdint>

#include <sys/socket.h>
#include <sys/uio.h>

namespace noiseloom {

inline constexpr int helper_socket = 3;
inline constexpr std::uint32_t helper_magic = 0x4e4c4932;   // rises with every change of the structs
inline constexpr std::uint64_t max_pixel_bytes = std::uint64_t{4} << 30;   // as float32
inline constexpr std::uint64_t max_icc_bytes = std::uint64_t{16} << 20;

enum class HelperTask : std::int32_t { decode, look, encode };   // look: size and depth only

struct HelperRequest {
    std::uint32_t magic = helper_magic;
    HelperTask task = HelperTask::decode;
    std::int32_t format = 0;   // a Format
    std::int32_t width = 0, height = 0, channels = 0, bits = 0, quality = 0;   // encode
    std::uint64_t icc_bytes = 0;                                               // encode
    double seconds = 60;       // at most, by the clock
    double cpu_seconds = 60;   // at most, of processor time
};

// What goes over the socket in one piece, for sendmsg and recvmsg: `header` points to the request and to room for
// its descriptors. Stays where it was made.
struct HelperMessage {
    static constexpr int descriptors = 3;   // reply, input, output

    HelperRequest request;
    iovec part{&request, sizeof request};
    alignas(cmsghdr) char control[CMSG_SPACE(descriptors * sizeof(int))] = {};
    msghdr header{};

    HelperMessage() {
        header.msg_iov = &part;
        header.msg_iovlen = 1;
        header.msg_control = control;
        header.msg_controllen = sizeof control;
    }
    HelperMessage(const HelperMessage&) = delete;
    HelperMessage& operator=(const HelperMessage&) = delete;
};

enum class HelperStatus : std::int32_t { done, damaged, too_large, unsupported, no_memory, too_slow };

struct HelperReply {
    std::uint32_t magic = helper_magic;
    HelperStatus status = HelperStatus::damaged;
    std::int32_t width = 0, height = 0, channels = 0, bits = 0;   // of the decoded picture
    std::int32_t linear = 0;   // 1: the floats are linear light
    std::int32_t reserved = 0;
    std::uint64_t icc_bytes = 0;
    std::uint64_t file_bytes = 0;   // encode
    char message[256] = {};         // of the library, for details
};

}  // namespace noiseloom
