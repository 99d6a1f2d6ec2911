#include "models/architectures/ddpm_levels.h"

#include <algorithm>

namespace noiseloom {

Result<std::vector<DdpmLevel>> read_ddpm_levels(const ConfigReader& reader, int width, int size) {
    const Json* factors = reader.find("ch_mult");
    if (!factors || !factors->is_array() || factors->empty() || factors->size() > 12) return reader.error("'ch_mult' is no list of 1 to 12 numbers");
    NL_TRY(const auto multiples, reader.numbers("ch_mult", 1, factors->size(), 1, ConfigReader::largest_multiple));
    const Json* resolutions = reader.find("attn_resolutions");
    if (resolutions && !resolutions->is_array()) return reader.error("'attn_resolutions' is no list");
    std::vector<DdpmLevel> levels;
    for (std::size_t i = 0; i < multiples.size(); ++i) {
        const Json resolution = size >> i;
        levels.push_back({width * multiples[i], resolutions && std::find(resolutions->begin(), resolutions->end(), resolution) != resolutions->end()});
    }
    return levels;
}

}  // namespace noiseloom
