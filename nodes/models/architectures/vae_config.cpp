#include "models/architectures/vae_network.h"

namespace noiseloom {
namespace {

// The levels that attend, from the picture down, by block types listed in the order of the network.
Result<std::vector<bool>> attending(const ConfigReader& reader, const char* key, const std::string& plain, const std::string& attending) {
    std::vector<bool> levels;
    const Json* types = reader.find(key);
    if (!types || !types->is_array()) return levels;
    for (const auto& type : *types) {
        if (type != plain && type != attending) return reader.error("the block type " + type.dump().substr(0, 60) + " is not known");
        levels.push_back(type == attending);
    }
    return levels;
}

}  // namespace

Result<VaeConfig> VaeConfig::from_json(const Json& json) { return read(ConfigReader("The autoencoder's configuration", json), 0.18215); }

Result<VaeConfig> VaeConfig::read(const ConfigReader& reader, double default_scale) {
    VaeConfig config;
    const Json* channels = reader.find("block_out_channels");
    if (!channels || !channels->is_array() || channels->empty() || channels->size() > 8) return reader.error("'block_out_channels' is missing");
    NL_TRY(config.channels, reader.numbers("block_out_channels", 0, channels->size()));
    NL_TRY(config.in_channels, reader.channels("in_channels", 3));
    NL_TRY(config.latent_channels, reader.channels("latent_channels", 4));
    config.embed_channels = config.latent_channels;
    NL_TRY(config.layers, reader.layers("layers_per_block", 1));
    NL_TRY(config.norm_groups, reader.channels("norm_num_groups", 32));
    NL_TRY(config.scale, reader.real("scaling_factor", default_scale));
    NL_TRY(config.shift, reader.real("shift_factor", 0));
    config.quant_conv = reader.flag("use_quant_conv", true);
    config.post_quant_conv = reader.flag("use_post_quant_conv", true);
    config.mid_attention = reader.flag("mid_block_add_attention", true);
    config.force_upcast = reader.flag("force_upcast", true);
    NL_TRY(config.attention, attending(reader, "down_block_types", "DownEncoderBlock2D", "AttnDownEncoderBlock2D"));
    NL_TRY(std::vector<bool> up, attending(reader, "up_block_types", "UpDecoderBlock2D", "AttnUpDecoderBlock2D"));
    std::reverse(up.begin(), up.end());
    const auto has = [](const std::vector<bool>& levels, std::size_t i) { return i < levels.size() && levels[i]; };
    for (std::size_t i = 0; i < config.channels.size(); ++i)
        if (has(config.attention, i) != has(up, i)) return reader.error("'up_block_types' does not mirror 'down_block_types'");
    NL_CHECK(config.check(reader));
    return config;
}

Result<void> VaeConfig::check(const ConfigReader& reader) const {
    for (const int width : channels)
        if (width % norm_groups != 0) return reader.error("a level's channels cannot be divided into its norm groups");
    if (const auto act = reader.word("act_fn"); !act.empty() && act != "silu" && act != "swish")
        return reader.error("the activation '" + act + "' is not known");
    if (scale == 0) return reader.error("'scaling_factor' is zero");
    return {};
}

}  // namespace noiseloom
