#include "models/architectures/adm_config.h"

#include <algorithm>
#include <array>

#include "models/architectures/config.h"

namespace noiseloom {
namespace {

constexpr int norm_groups = 32;
constexpr std::size_t most_levels = 12;
constexpr std::size_t most_classes = 100'000;

const Json* list_of(const ConfigReader& reader, const char* key) {
    const Json* value = reader.find(key);
    return value && value->is_array() && value->size() <= most_levels ? value : nullptr;
}

Result<std::vector<int>> read_levels(const ConfigReader& reader, int model_channels) {
    const Json* multiples = list_of(reader, "channel_mult");
    if (!multiples || multiples->empty()) return reader.error("'channel_mult' is no list of up to " + std::to_string(most_levels) + " numbers");
    std::vector<int> levels;
    for (const auto& multiple : *multiples) {
        if (!multiple.is_number() || !(multiple.get<double>() > 0) || multiple.get<double>() > 1024) return reader.error("'channel_mult' holds something else than numbers above 0");
        levels.push_back(static_cast<int>(multiple.get<double>() * model_channels));
        if (levels.back() == 0 || levels.back() % norm_groups != 0) return reader.error("a level's channels are no multiple of " + std::to_string(norm_groups));
    }
    return levels;
}

Result<std::vector<int>> read_rates(const ConfigReader& reader) {
    if (!reader.find("attention_resolutions")) return std::vector<int>{};
    const Json* rates = list_of(reader, "attention_resolutions");
    if (!rates) return reader.error("'attention_resolutions' is no list of rates, such as [2, 4]");
    return reader.numbers("attention_resolutions", 1, rates->size());
}

Result<void> read_classes(const ConfigReader& reader, AdmConfig& config, int count) {
    if (reader.find("null_class")) {
        NL_TRY(config.null_class, reader.number("null_class", 0));
        if (*config.null_class != count - 1) return reader.error("'null_class' is not the last of the classes");
    }
    const int named = config.null_class ? count - 1 : count;
    const Json* names = reader.find("classes");
    if (!names) {
        for (int i = 0; i < named; ++i) config.class_names.push_back(std::to_string(i));
        return {};
    }
    if (!names->is_array() || names->size() != static_cast<std::size_t>(named)) return reader.error("'classes' is no list of " + std::to_string(named) + " names");
    for (const auto& name : *names) {
        if (!name.is_string()) return reader.error("'classes' holds something else than texts");
        config.class_names.push_back(name.get<std::string>());
    }
    return {};
}

Result<AdmConfig::Pool> read_pool(const ConfigReader& reader) {
    constexpr std::array<std::string_view, 5> words{"", "attention", "adaptive", "spatial", "spatial_v2"};
    const std::string word = reader.find("pool") ? reader.word("pool") : "adaptive";
    const auto* found = std::find(words.begin() + 1, words.end(), word);
    if (found == words.end()) return reader.error("the pool '" + word.substr(0, 60) + "' is not known");
    return static_cast<AdmConfig::Pool>(found - words.begin());
}

}  // namespace

bool AdmConfig::has_attention(int rate) const { return std::find(attention_rates.begin(), attention_rates.end(), rate) != attention_rates.end(); }

Result<AdmConfig> AdmConfig::from_json(const Json& json) {
    const ConfigReader reader("The network's configuration", json);
    AdmConfig config;
    const std::string kind = reader.word("_class_name");
    config.is_super_resolution = kind == "SuperResModel";
    NL_TRY(config.image_size, reader.number("image_size", 64, 1));
    NL_TRY(config.in_channels, reader.channels("in_channels", 3));
    NL_TRY(config.model_channels, reader.channels("model_channels", 128, 2));
    NL_TRY(config.out_channels, reader.channels("out_channels", 3));
    NL_TRY(config.res_blocks, reader.layers("num_res_blocks", 2));
    NL_TRY(config.level_channels, read_levels(reader, config.model_channels));
    NL_TRY(config.attention_rates, read_rates(reader));
    NL_TRY(config.heads, reader.number("num_heads", 1, 1));
    // -1 means "not set", as in the original's arguments.
    NL_TRY(const int heads_up, reader.number("num_heads_upsample", -1, -1));
    NL_TRY(const int head_channels, reader.number("num_head_channels", -1, -1));
    config.heads_up = heads_up > 0 ? heads_up : config.heads;
    config.head_channels = std::max(head_channels, 0);
    config.scale_shift = reader.flag("use_scale_shift_norm", false);
    config.resamples_in_blocks = reader.flag("resblock_updown", false);
    config.resamples_by_convolution = reader.flag("conv_resample", true);
    config.new_attention_order = reader.flag("use_new_attention_order", false);
    if (config.res_blocks > 64) return reader.error("'num_res_blocks' is above 64");
    for (const int channels : config.level_channels)
        for (const bool up : {false, true})
            if (config.heads_of(channels, up) == 0 || channels % config.heads_of(channels, up) != 0) return reader.error("a level's channels cannot be divided among its attention heads");

    if (kind == "EncoderUNetModel") {
        NL_TRY(config.pool, read_pool(reader));
        if (config.pool == AdmConfig::Pool::attention && config.level_channels.back() % std::max(config.head_channels, 1) != 0)
            return reader.error("the deepest level's channels cannot be divided among the attention pool's heads");
        if (config.pool == AdmConfig::Pool::attention && config.head_channels == 0) return reader.error("the attention pool needs 'num_head_channels'");
        NL_CHECK(read_classes(reader, config, config.out_channels));
        return config;
    }
    NL_TRY(config.classes, reader.number("num_classes", 0, 0));
    if (static_cast<std::size_t>(config.classes) > most_classes) return reader.error("'num_classes' is above " + std::to_string(most_classes));
    if (config.classes > 0) NL_CHECK(read_classes(reader, config, config.classes));
    if (config.out_channels != config.in_channels && config.out_channels != 2 * config.in_channels) return reader.error("'out_channels' is neither 'in_channels' nor twice that");
    return config;
}

}  // namespace noiseloom
