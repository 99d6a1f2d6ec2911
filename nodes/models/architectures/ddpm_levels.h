// The pyramid of DDPM's UNet and of its descendants in score_sde, as both write it in their configurations.
#pragma once

#include <vector>

#include "core/json.h"
#include "models/architectures/config.h"

namespace noiseloom {

struct DdpmLevel {
    int channels = 128;
    bool attention = false;
};

// "ch_mult", multiples of `width` from the full resolution down, and "attn_resolutions", the sides (of pictures of `size`) that have
// attention. Errors (bad_model).
Result<std::vector<DdpmLevel>> read_ddpm_levels(const ConfigReader& reader, int width, int size);

}  // namespace noiseloom
