#include "core/free_memory.h"

#include <cstdio>
#include <fstream>

namespace noiseloom {
namespace {

std::string gigabytes(double count) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f GB", count / 1e9);
    return text;
}

}  // namespace

std::size_t free_memory() {
    std::ifstream file("/proc/meminfo");
    std::string word;
    while (file >> word)
        if (word == "MemAvailable:") {
            std::size_t kibibytes = 0;
            file >> kibibytes;
            return kibibytes << 10;
        }
    return 0;
}

Result<void> need_memory(double bytes, double free, const std::string& what, const std::string& hint) {
    constexpr double many = 256 << 20;
    if (bytes < many || bytes <= free || free <= 0) return {};
    return Error{Code::out_of_memory, what + " needs at least " + gigabytes(bytes) + " of memory, and " + gigabytes(free) + " are free", hint, "", "", ""};
}

}  // namespace noiseloom
