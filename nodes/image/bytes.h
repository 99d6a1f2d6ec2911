// Numbers in bytes of either order, and a bounded view of a file of which only small parts are read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "image/descriptor.h"

namespace noiseloom {

enum class Order { little, big };

// The unsigned number in all of `bytes` (at most 8).
inline std::uint64_t number_at(std::string_view bytes, Order order) {
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto byte = static_cast<unsigned char>(bytes[order == Order::big ? i : bytes.size() - 1 - i]);
        number = number << 8 | byte;
    }
    return number;
}

inline std::string to_bytes(std::uint64_t number, std::size_t size, Order order) {
    std::string bytes(size, '\0');
    for (std::size_t i = 0; i < size; ++i, number >>= 8) bytes[order == Order::little ? i : size - 1 - i] = static_cast<char>(number & 0xff);
    return bytes;
}

// Bytes in memory or of an open file. Reads outside give nothing instead of a part.
class ByteSource {
  public:
    explicit ByteSource(std::string_view memory) : memory_(memory), size_(memory.size()) {}
    ByteSource(const Descriptor& file, std::uint64_t size) : file_(file.get()), size_(size) {}

    std::uint64_t size() const { return size_; }
    std::optional<std::string> read(std::uint64_t offset, std::uint64_t count) const {
        if (offset > size_ || count > size_ - offset) return std::nullopt;
        if (file_ < 0) return std::string(memory_.substr(offset, count));
        std::string bytes(count, '\0');
        for (std::size_t done = 0; done < count;) {
            const ssize_t got = ::pread(file_, bytes.data() + done, count - done, static_cast<off_t>(offset + done));
            if (got <= 0) return std::nullopt;
            done += static_cast<std::size_t>(got);
        }
        return bytes;
    }

  private:
    std::string_view memory_;
    int file_ = -1;
    std::uint64_t size_;
};

}  // namespace noiseloom
