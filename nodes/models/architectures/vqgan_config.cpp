#include "models/architectures/vqgan.h"

namespace noiseloom {
namespace {

const char* const subject = "The VQGAN's configuration";

// The object with "ddconfig": the whole, or what lies under "params" or "model.params".
const Json* taming_params(const Json& json) {
    const Json* inner = &json;
    for (const char* key : {"model", "params"})
        if (inner->is_object() && inner->contains(key)) inner = &(*inner)[key];
    return inner->is_object() && inner->contains("ddconfig") ? inner : nullptr;
}

Result<VqganConfig> from_taming(const Json& params) {
    const ConfigReader outer(subject, params), reader(subject, params["ddconfig"]);
    if (!params["ddconfig"].is_object()) return outer.error("'ddconfig' is no object");
    VqganConfig config;
    VaeConfig& network = config.network;
    NL_TRY(const int width, reader.channels("ch", 128));
    const Json* multiples = reader.find("ch_mult");
    if (!multiples || !multiples->is_array() || multiples->empty() || multiples->size() > 8) return reader.error("'ch_mult' is missing");
    NL_TRY(network.channels, reader.numbers("ch_mult", 1, multiples->size(), 1, ConfigReader::largest_multiple));
    for (int& level : network.channels) level *= width;
    NL_TRY(network.in_channels, reader.channels("in_channels", 3));
    NL_TRY(network.latent_channels, reader.channels("z_channels", 256));
    NL_TRY(network.embed_channels, outer.channels("embed_dim", 256));
    NL_TRY(network.layers, reader.layers("num_res_blocks", 2));
    NL_TRY(const int resolution, reader.number("resolution", 256, 1));
    if (const Json* sides = reader.find("attn_resolutions"); sides && sides->is_array())
        for (std::size_t i = 0; i < network.channels.size(); ++i)
            network.attention.push_back(std::find(sides->begin(), sides->end(), Json(resolution >> i)) != sides->end());
    if (reader.flag("double_z", false)) return reader.error("'double_z' is set: that is an autoencoder without codebook");
    network.scale = 1;
    NL_TRY(config.codes, outer.number("n_embed", 1024, 1));
    NL_CHECK(network.check(reader));
    return config;
}

Result<VqganConfig> from_diffusers(const Json& json) {
    const ConfigReader reader(subject, json);
    VqganConfig config;
    NL_TRY(config.network, VaeConfig::read(reader, 0.18215));
    NL_TRY(config.codes, reader.number("num_vq_embeddings", 256, 1));
    NL_TRY(config.network.embed_channels, reader.channels("vq_embed_dim", config.network.latent_channels));
    if (const auto norm = reader.word("norm_type"); !norm.empty() && norm != "group") return reader.error("the norm '" + norm + "' is not known");
    return config;
}

}  // namespace

Result<VqganConfig> VqganConfig::from_json(const Json& json) {
    const Json* taming = taming_params(json);
    auto config = taming ? from_taming(*taming) : from_diffusers(json);
    if (!config) return config;
    config->network.moments = 1;
    config->network.force_upcast = json.is_object() && json.value("force_upcast", false);
    config->is_gumbel = json.is_object() && json.value("_class_name", "") == "GumbelVQ";
    return config;
}

}  // namespace noiseloom
