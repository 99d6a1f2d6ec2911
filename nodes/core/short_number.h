// Numbers in labels.
#pragma once

#include <cstdio>
#include <string>

namespace noiseloom {

// As short as it can be with so many digits, up to 17: "0.25", "2e6".
inline std::string short_number(double value, int digits = 6) {
    char text[40];
    std::snprintf(text, sizeof text, "%.*g", digits, value);
    std::string shown = text;
    if (const auto e = shown.find('e'); e != std::string::npos) shown = shown.substr(0, e + 1) + std::to_string(std::stoi(shown.substr(e + 1)));
    return shown;
}

}  // namespace noiseloom
