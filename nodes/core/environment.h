// What the environment says, as texts and folders.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

#include <pwd.h>
#include <unistd.h>

namespace noiseloom {

// "" if it is not set.
inline std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

// The user's; as the system has it where the environment does not say.
inline std::filesystem::path home_folder() {
    if (const std::string named = environment("HOME"); !named.empty()) return named;
    const passwd* user = ::getpwuid(::getuid());
    return user && user->pw_dir && *user->pw_dir ? user->pw_dir : "/tmp";
}

// A folder of the user's by the XDG base directory specification: what the variable names, else `below_home`.
inline std::filesystem::path user_folder(const char* name, const char* below_home) {
    const std::string named = environment(name);
    return named.empty() ? home_folder() / below_home : std::filesystem::path(named);
}

}  // namespace noiseloom
