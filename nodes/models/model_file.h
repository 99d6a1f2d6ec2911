// A model file, opened once and never trusted.
//
// Opening never blocks (pipes, devices and sockets are refused) and everything after it goes through
// the one descriptor, so that the file cannot be swapped between its header and its data. Headers are
// read with pread; weights are mapped read-only, so that loading copies nothing and processes share
// pages.
//
// A file that somebody truncates while it is mapped would kill the process with SIGBUS. A handler puts
// a page of zeros in the place of the lost one instead and marks the mapping as cut: the run goes on to
// its next check (check_mapped_files), which fails with the file's name. So it does where the file was
// written to: what was not read yet would be the new content. Other bus errors reach the handler that was
// installed before. Replacing a file by rename, as downloads and editors do, is harmless: the mapping keeps
// the old file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "core/result.h"

namespace noiseloom {

// A read-only private mapping of a whole file; unmapped with its last owner. Empty files have size 0.
class Mapping {
  public:
    // `fd` is of the file and is kept open; -1: nothing can be told of changes to it.
    Mapping(const std::byte* data, std::size_t size, std::string name, int fd = -1);
    ~Mapping();
    Mapping(const Mapping&) = delete;
    Mapping& operator=(const Mapping&) = delete;

    const std::byte* data() const { return data_; }
    std::size_t size() const { return size_; }
    bool was_cut() const;   // pages were lost while mapped: the data is not the file's

  private:
    struct Guard;
    friend Result<void> check_mapped_files();
    friend void release_pages(const void* begin, std::size_t size);
    static void handle_bus_error(int signal, void* information, void* context);
    static void install_handler();

    const std::byte* data_;
    std::size_t size_;
    Guard* guard_ = nullptr;
};

// An error that names the file if a file that is still mapped was truncated or written to since it was
// mapped. Cheap (a system call a file): call it after work that read weights.
Result<void> check_mapped_files();

// Gives back the memory of the whole pages in [begin, begin + size) that lie in a mapping: after weights
// were copied to where they compute, their file need not stay in memory. Read again, they come from the
// file again. Does nothing to memory that is not a mapping's.
void release_pages(const void* begin, std::size_t size);

class ModelFile {
  public:
    // Regular files only; symbolic links are followed.
    static Result<ModelFile> open(const std::filesystem::path& path);
    ModelFile(ModelFile&& other) noexcept;
    ModelFile& operator=(ModelFile&&) = delete;
    ~ModelFile();

    const std::filesystem::path& path() const { return path_; }
    std::string name() const;   // the path, safe to show
    std::uint64_t size() const { return size_; }
    // Exactly `count` bytes from `offset`, which must lie inside the file as it was when opened.
    Result<std::string> read(std::uint64_t offset, std::size_t count) const;
    Result<std::shared_ptr<const Mapping>> map() const;
    // An error if the file was written to since it was opened.
    Result<void> check_unchanged() const;

  private:
    ModelFile() = default;

    std::filesystem::path path_;
    int fd_ = -1;
    std::uint64_t size_ = 0;
    std::int64_t modified_[2] = {0, 0};   // seconds, nanoseconds
};

}  // namespace noiseloom
