// Names of files that may be written over what is there, each of them once: whoever claims a name first gets
// it, so that the pictures of one session never replace each other. Thread-safe.
#pragma once

#include <filesystem>
#include <mutex>
#include <set>

namespace noiseloom {

class FileClaims {
  public:
    bool claim(const std::filesystem::path& file) {
        const std::lock_guard lock(mutex_);
        return claimed_.insert(std::filesystem::absolute(file).lexically_normal()).second;
    }

  private:
    std::mutex mutex_;
    std::set<std::filesystem::path> claimed_;
};

}  // namespace noiseloom
