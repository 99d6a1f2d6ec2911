#include "training/tiny_autoencoder.h"

#include "models/architectures/config.h"

namespace noiseloom {
namespace {

// Numbers the layers of one half as torch's Sequential does.
class Layers {
  public:
    explicit Layers(StateDict state) : state_(std::move(state)) {}
    void conv(int in, int out, bool with_bias) { take(std::to_string(next_++), in, out, with_bias); }
    void block(int channels) {
        for (const char* conv : {".conv.0", ".conv.2", ".conv.4"}) take(std::to_string(next_) + conv, channels, channels, true);
        ++next_;
    }
    void without_weights() { ++next_; }

  private:
    void take(const std::string& name, int in, int out, bool with_bias) {
        (void)state_.take(name + ".weight", {out, in, 3, 3});
        if (with_bias) (void)state_.take(name + ".bias", {out});
    }
    StateDict state_;
    int next_ = 0;
};

// The levels of one half: blocks of each, and the one width of all.
struct Half {
    std::vector<int> blocks;
    int width = 64;
};

Result<Half> read_half(const ConfigReader& config, const char* blocks_key, const char* widths_key) {
    const Json* list = config.find(blocks_key);
    if (!list || !list->is_array() || list->empty() || list->size() > 8) return config.error("'" + std::string(blocks_key) + "' is no list of 1 to 8 numbers");
    NL_TRY(const auto blocks, config.numbers(blocks_key, 0, list->size(), 0, ConfigReader::most_layers));
    NL_TRY(const auto widths, config.numbers(widths_key, 64, list->size()));
    for (const int width : widths)
        if (width != widths.front()) return config.error("'" + std::string(widths_key) + "' must be the same for all levels");
    return Half{blocks, widths.front()};
}

}  // namespace

Result<void> take_tiny_autoencoder(const StateDict& state, const Json& json) {
    const ConfigReader config("The autoencoder's configuration", json);
    NL_TRY(const int latent, config.channels("latent_channels", 4));
    if (config.find("num_encoder_blocks")) {
        NL_TRY(const Half encoder, read_half(config, "num_encoder_blocks", "encoder_block_out_channels"));
        Layers down(state.scoped("encoder.layers."));
        for (std::size_t i = 0; i < encoder.blocks.size(); ++i) {
            down.conv(i == 0 ? 3 : encoder.width, encoder.width, i == 0);   // all but the first halve the picture
            for (int j = 0; j < encoder.blocks[i]; ++j) down.block(encoder.width);
        }
        down.conv(encoder.width, latent, true);
    }

    NL_TRY(const Half decoder, read_half(config, "num_decoder_blocks", "decoder_block_out_channels"));
    Layers up(state.scoped("decoder.layers."));
    up.conv(latent, decoder.width, true);
    up.without_weights();   // ReLU
    for (std::size_t i = 0; i < decoder.blocks.size(); ++i) {
        const bool is_last = i + 1 == decoder.blocks.size();
        for (int j = 0; j < decoder.blocks[i]; ++j) up.block(decoder.width);
        if (!is_last) up.without_weights();   // doubling
        up.conv(decoder.width, is_last ? 3 : decoder.width, is_last);
    }
    return {};
}

}  // namespace noiseloom
