// The `parameters` text of AUTOMATIC1111's web UI, which most sites and programs read: the prompt,
// then "Negative prompt: ...", then one line "Steps: 20, Sampler: Euler a, CFG scale: 7, ...".
//
// Parsing follows the original's rules (the last line counts as settings only with three or more
// pairs; values holding a comma, colon or line end are JSON strings; Size splits into width and height;
// absent keys get the values that older versions implied), in linear time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace noiseloom {

struct Parameters {
    std::string prompt;
    std::string negative;
    std::optional<int> steps;
    std::string sampler;         // "DPM++ 2M"; "DPM++ 2M Karras" of older files is split
    std::string schedule_type;   // "Karras", "Automatic", ...
    std::optional<double> cfg_scale;
    std::optional<std::uint64_t> seed;
    std::optional<int> width, height;
    std::string model_hash;
    std::string model;
    std::optional<double> denoising_strength;
    int clip_skip = 1;
    std::string rng = "GPU";     // where A1111 drew the noise: "GPU", "CPU" or "NV"
    std::vector<std::pair<std::string, std::string>> others;   // all other pairs, in order, unquoted

    bool operator==(const Parameters&) const = default;
};

Parameters parse_parameters(std::string_view text);   // never fails: text without settings is all prompt
std::string write_parameters(const Parameters& parameters);

}  // namespace noiseloom
