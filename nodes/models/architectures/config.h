// Reading the config.json files of diffusers and transformers: typed, with limits, and with errors that
// name the part of the model and the key.
#pragma once

#include <string>
#include <vector>

#include "core/json.h"

namespace noiseloom {

class ConfigReader {
  public:
    // More than any network has; a network beyond them would fill the memory before anything could be said.
    static constexpr int most_layers = 1000, most_channels = 65536, largest_multiple = 64;

    // `subject` begins the errors: "The UNet's configuration".
    ConfigReader(std::string subject, const Json& config) : subject_(std::move(subject)), config_(config) {}

    // Absent and null keys give the fallback. Whole numbers lie in [low, high].
    Result<int> number(const char* key, int fallback, int low = 0, int high = 10'000'000) const;
    Result<int> layers(const char* key, int fallback, int low = 1) const { return number(key, fallback, low, most_layers); }
    Result<int> channels(const char* key, int fallback, int low = 1) const { return number(key, fallback, low, most_channels); }
    // One number for each of `count` items: a list of that length, or one number for all.
    Result<std::vector<int>> numbers(const char* key, int fallback, std::size_t count, int low = 1, int high = most_channels) const;
    Result<double> real(const char* key, double fallback) const;   // finite
    bool flag(const char* key, bool fallback) const;
    std::string word(const char* key) const;                       // "" if it is no text
    const Json* find(const char* key) const;                       // null if absent or null

    Error error(const std::string& what) const;   // bad_model

  private:
    std::string subject_;
    const Json& config_;
};

}  // namespace noiseloom
