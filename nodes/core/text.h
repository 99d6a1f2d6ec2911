// Small questions about ASCII texts: lists, spaces, endings of file names.
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace noiseloom {

// What stands between separators, empty parts too; one more than there are separators.
inline std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(separator, begin), text.size());
        parts.emplace_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

// Without spaces, tabs and ends of lines around it.
inline std::string_view trimmed(std::string_view text) {
    constexpr std::string_view spaces = " \t\n\r\f\v";
    const auto first = text.find_first_not_of(spaces);
    return first == text.npos ? std::string_view() : text.substr(first, text.find_last_not_of(spaces) - first + 1);
}

inline bool begins_with_any(std::string_view text, const std::vector<std::string>& prefixes) {
    return std::any_of(prefixes.begin(), prefixes.end(), [&](const std::string& prefix) { return text.starts_with(prefix); });
}

// ASCII letters alone; others stay.
inline std::string in_lower_case(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
    return text;
}

// ".png" of "A.PNG"; empty if there is none.
inline std::string ending_of(const std::filesystem::path& file) { return in_lower_case(file.extension().string()); }

}  // namespace noiseloom
