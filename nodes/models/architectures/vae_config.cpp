#include "models/architectures/config.h"
#include "models/architectures/vae.h"

namespace noiseloom {

Result<VaeConfig> VaeConfig::from_json(const Json& json) {
    const ConfigReader reader("The autoencoder's configuration", json);
    VaeConfig config;
    const Json* channels = reader.find("block_out_channels");
    if (!channels || !channels->is_array() || channels->empty() || channels->size() > 8) return reader.error("'block_out_channels' is missing");
    NL_TRY(config.channels, reader.numbers("block_out_channels", 0, channels->size()));
    NL_TRY(config.in_channels, reader.number("in_channels", 3, 1));
    NL_TRY(config.latent_channels, reader.number("latent_channels", 4, 1));
    NL_TRY(config.layers, reader.number("layers_per_block", 1, 1));
    NL_TRY(config.norm_groups, reader.number("norm_num_groups", 32, 1));
    NL_TRY(config.scale, reader.real("scaling_factor", 0.18215));
    NL_TRY(config.shift, reader.real("shift_factor", 0));
    config.quant_conv = reader.flag("use_quant_conv", true);
    config.post_quant_conv = reader.flag("use_post_quant_conv", true);
    config.mid_attention = reader.flag("mid_block_add_attention", true);
    config.force_upcast = reader.flag("force_upcast", true);
    for (const int width : config.channels)
        if (width % config.norm_groups != 0) return reader.error("a level's channels cannot be divided into its norm groups");
    for (const char* key : {"down_block_types", "up_block_types"})
        if (const Json* types = reader.find(key))
            for (const auto& type : *types)
                if (type != "DownEncoderBlock2D" && type != "UpDecoderBlock2D") return reader.error("the block type " + type.dump().substr(0, 60) + " is not known");
    if (const auto act = reader.word("act_fn"); !act.empty() && act != "silu" && act != "swish")
        return reader.error("the activation '" + act + "' is not known");
    if (config.scale == 0) return reader.error("'scaling_factor' is zero");
    return config;
}

}  // namespace noiseloom
