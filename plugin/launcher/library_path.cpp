#include "launcher/library_path.h"

#include <cstdlib>
#include <string>

namespace noiseloom {
namespace {

constexpr const char* variable = "LD_LIBRARY_PATH";
constexpr const char* kept = "NOISELOOM_LENT_LIBRARY_PATH";   // the user's own, with a = before it where there was one

}  // namespace

void lend_library_path(const std::filesystem::path& folder) {
    const char* own = std::getenv(variable);
    setenv(kept, own ? ('=' + std::string(own)).c_str() : "", 1);
    setenv(variable, (folder.string() + (own && *own ? ':' + std::string(own) : "")).c_str(), 1);
}

void return_library_path() {
    const char* own = std::getenv(kept);
    if (!own) return;
    if (*own) setenv(variable, own + 1, 1);
    else unsetenv(variable);
    unsetenv(kept);
}

}  // namespace noiseloom
