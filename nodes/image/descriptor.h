// Owners of a file descriptor and of a memory mapping.
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>

#include <sys/mman.h>
#include <unistd.h>

namespace noiseloom {

class Descriptor {
  public:
    explicit Descriptor(int fd = -1) : fd_(fd) {}
    Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(fd_, other.fd_);
        return *this;
    }
    ~Descriptor() { reset(); }

    explicit operator bool() const { return fd_ >= 0; }
    int get() const { return fd_; }
    void reset() {
        if (fd_ >= 0) ::close(std::exchange(fd_, -1));
    }

  private:
    int fd_;
};

// `size` bytes of a file; a null pointer if it could not be mapped (or size is 0).
class MappedMemory {
  public:
    MappedMemory() = default;
    MappedMemory(int fd, std::size_t size, int protection, int flags) : size_(size) {
        void* const at = size > 0 ? ::mmap(nullptr, size, protection, flags, fd, 0) : MAP_FAILED;
        if (at != MAP_FAILED) data_ = static_cast<char*>(at);
    }
    MappedMemory(MappedMemory&& other) noexcept : data_(std::exchange(other.data_, nullptr)), size_(other.size_) {}
    MappedMemory& operator=(MappedMemory&& other) noexcept {
        std::swap(data_, other.data_);
        std::swap(size_, other.size_);
        return *this;
    }
    ~MappedMemory() {
        if (data_) ::munmap(data_, size_);
    }

    explicit operator bool() const { return data_ != nullptr; }
    char* data() const { return data_; }
    std::size_t size() const { return size_; }
    std::string_view text() const { return {data_, data_ ? size_ : 0}; }

  private:
    char* data_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace noiseloom
