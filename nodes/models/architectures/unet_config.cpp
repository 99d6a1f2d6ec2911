#include "models/architectures/config.h"
#include "models/architectures/unet.h"

namespace noiseloom {
namespace {

// Which levels have attention, from the names of their blocks.
Result<std::vector<bool>> crossed_levels(const ConfigReader& config, const char* key, const Json& plain, const Json& crossed, std::size_t count) {
    const Json* types = config.find(key);
    if (!types || !types->is_array() || types->size() != count) return config.error("'" + std::string(key) + "' has not one entry for each level");
    std::vector<bool> crosses;
    for (const auto& type : *types) {
        if (type != plain && type != crossed) return config.error("the block type " + type.dump().substr(0, 60) + " is not known");
        crosses.push_back(type == crossed);
    }
    return crosses;
}

// Settings that change what the network computes and that none of the supported families uses.
Result<void> check_is_supported(const ConfigReader& config) {
    for (const char* key : {"class_embed_type", "encoder_hid_dim_type", "time_embedding_act_fn", "timestep_post_act", "num_class_embeds",
                            "time_cond_proj_dim", "cross_attention_norm"})
        if (config.find(key)) return config.error("it sets '" + std::string(key) + "'");
    for (const char* key : {"dual_cross_attention", "center_input_sample", "resnet_skip_time_act", "class_embeddings_concat", "only_cross_attention"})
        if (config.flag(key, false)) return config.error("it sets '" + std::string(key) + "'");
    if (const auto kind = config.word("time_embedding_type"); !kind.empty() && kind != "positional")
        return config.error("the time embedding '" + kind + "' is not known");
    if (const auto act = config.word("act_fn"); !act.empty() && act != "silu" && act != "swish")
        return config.error("the activation '" + act + "' is not known");
    return {};
}

}  // namespace

Result<UnetConfig> UnetConfig::from_json(const Json& json) {
    const ConfigReader reader("The UNet's configuration", json);
    NL_CHECK(check_is_supported(reader));
    const Json* channels = reader.find("block_out_channels");
    if (!channels || !channels->is_array() || channels->empty() || channels->size() > 16) return reader.error("'block_out_channels' is missing");
    const std::size_t count = channels->size();

    UnetConfig config;
    NL_TRY(config.in_channels, reader.channels("in_channels", 4));
    NL_TRY(config.out_channels, reader.channels("out_channels", 4));
    NL_TRY(config.context_width, reader.channels("cross_attention_dim", 768));
    NL_TRY(config.norm_groups, reader.channels("norm_num_groups", 32));
    NL_TRY(config.norm_eps, reader.real("norm_eps", 1e-5));
    NL_TRY(config.freq_shift, reader.real("freq_shift", 0));
    config.linear_projection = reader.flag("use_linear_projection", false);
    config.upcast_attention = reader.flag("upcast_attention", false);
    config.cos_first = reader.flag("flip_sin_to_cos", true);
    config.scale_shift = reader.word("resnet_time_scale_shift") == "scale_shift";

    NL_TRY(const auto widths, reader.numbers("block_out_channels", 0, count));
    NL_TRY(const auto layers, reader.numbers("layers_per_block", 2, count, 1, ConfigReader::most_layers));
    // Historical misnomer: attention_head_dim is the number of heads.
    NL_TRY(const auto heads, reader.numbers(reader.find("num_attention_heads") ? "num_attention_heads" : "attention_head_dim", 8, count));
    NL_TRY(const auto depths, reader.numbers("transformer_layers_per_block", 1, count, 1, ConfigReader::most_layers));
    NL_TRY(const auto down, crossed_levels(reader, "down_block_types", "DownBlock2D", "CrossAttnDownBlock2D", count));
    NL_TRY(const auto up, crossed_levels(reader, "up_block_types", "UpBlock2D", "CrossAttnUpBlock2D", count));
    for (std::size_t i = 0; i < count; ++i) {
        if (widths[i] % config.norm_groups != 0) return reader.error("a level's channels cannot be divided into its norm groups");
        if (widths[i] % heads[i] != 0) return reader.error("a level's channels cannot be divided among its attention heads");
        // up_block_types counts from the deepest level.
        config.levels.push_back({widths[i], layers[i], heads[i], down[i] ? depths[i] : 0, up[count - 1 - i] ? depths[i] : 0});
    }
    const std::string middle = reader.word("mid_block_type");
    if (middle == "UNetMidBlock2D") config.depth_mid = 0;
    else if (middle.empty() || middle == "UNetMidBlock2DCrossAttn") config.depth_mid = depths.back();
    else return reader.error("the middle block '" + middle + "' is not known");

    const std::string added = reader.word("addition_embed_type");
    if (added == "text_time") {
        NL_TRY(config.time_id_width, reader.channels("addition_time_embed_dim", 256, 2));
        NL_TRY(config.added_width, reader.channels("projection_class_embeddings_input_dim", 2816));
    } else if (added == "text") {
        NL_TRY(config.pooling_heads, reader.number("addition_embed_type_num_heads", 64, 1));
        if (config.context_width % config.pooling_heads != 0) return reader.error("the text's width cannot be divided among the heads that pool it");
    } else if (!added.empty()) {
        return reader.error("the added embedding '" + added + "' is not known");
    }
    return config;
}

}  // namespace noiseloom
