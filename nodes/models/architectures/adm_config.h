// The configuration of guided-diffusion's networks (Dhariwal and Nichol, arXiv 2105.05233): UNetModel, SuperResModel and
// EncoderUNetModel.
//
// Keys are the names of those classes' arguments, beside "_class_name". Two are Noiseloom's own: "classes", the names of the classes,
// and "null_class", the class that stands for none in a model that was trained with p_uncond.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/json.h"

namespace noiseloom {

struct AdmConfig {
    // How EncoderUNetModel makes one answer of all positions; a denoiser has none.
    enum class Pool { none, attention, adaptive, spatial, spatial_v2 };

    int image_size = 64;               // that the network was made for; only the attention pool depends on it
    int in_channels = 3;               // of x; SuperResModel reads the small picture beside it
    int model_channels = 128;
    int out_channels = 3;              // or the classifier's classes
    int res_blocks = 2;                // of each level on the way down; one more on the way up
    std::vector<int> level_channels;   // int(mult·model_channels), from the full resolution down
    std::vector<int> attention_rates;  // by how much a level is smaller than the picture if it has attention: image_size / resolution
    int heads = 1, heads_up = 1;       // where head_channels is 0
    int head_channels = 0;
    bool scale_shift = false;          // AdaGN
    bool resamples_in_blocks = false;  // resblock_updown: residual blocks halve and double; else convolutions do
    bool resamples_by_convolution = true;   // conv_resample: or plain pooling and repetition
    bool new_attention_order = false;  // q, k and v first, then heads; else q, k and v within each head
    bool is_super_resolution = false;
    int classes = 0;                   // that a denoiser is told, the null class among them; 0: none
    std::optional<int> null_class;     // the last
    std::vector<std::string> class_names;   // of all but the null class: "classes", or their numbers
    Pool pool = Pool::none;

    // Errors (bad_model) name the key.
    static Result<AdmConfig> from_json(const Json& config);

    int heads_of(int channels, bool up = false) const { return head_channels > 0 ? channels / head_channels : up ? heads_up : heads; }
    bool has_attention(int rate) const;
    int embedding_width() const { return 4 * model_channels; }
};

}  // namespace noiseloom
