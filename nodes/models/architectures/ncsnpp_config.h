// The configuration of score_sde's networks (Song et al., arXiv 2011.13456, appendix H): NCSN++ and DDPM++, and DDPM as it is there.
//
// Keys are those of the published configurations (model.*, data.* and training.* in one object), with "_class_name": "NCSNpp".
#pragma once

#include <array>
#include <vector>

#include "core/json.h"
#include "diffusion/sde.h"
#include "models/architectures/ddpm_levels.h"

namespace noiseloom {

// The noise that the network knows, and how it is told: Noiseloom's pictures are in [-1, 1], many of these networks' in [0, 1].
struct NcsnppNoise {
    Sde sde;                  // of pictures in [-1, 1]
    double unit = 1;          // σ of sde over the network's own: 2 where its pictures are in [0, 1]
    bool continuous = true;   // or trained at levels: `scales` of VE, DDPM's 1000 of VP
    int scales = 1000;
    bool is_ve() const { return sde.kind() == Sde::Kind::ve; }
    double label(double t) const;       // for t as in Level: σ, 999·t or the number of a level, counted from the most noise in VE
    NoiseSchedule schedule() const;
};

struct NcsnppConfig {
    enum class Input { none, skip, residual };   // what each smaller level is shown of the picture: nothing, or halved by itself or on its way

    int channels = 3;            // num_channels
    int width = 128;             // nf: a quarter of the time embedding's
    std::vector<DdpmLevel> levels;   // from the full resolution down
    int blocks = 4;              // num_res_blocks, on the way down; one more on the way up
    bool fourier = true;         // embedding_type: Fourier features of ln σ, or "positional"
    bool biggan = true;          // resblock_type: blocks halve and double themselves, else convolutions do ("ddpm")
    bool fir = true;             // filtered by fir_kernel, else by the mean of four and repetition
    std::array<double, 4> fir_kernel{1, 3, 3, 1};
    bool skip_rescale = true;    // sums over √2
    Input input = Input::none;   // progressive_input
    bool output_skip = false;    // progressive: each level makes a picture, and they are added
    bool scale_by_sigma = true;  // the answer is divided by σ
    NcsnppNoise noise;

    // Errors (bad_model) name the key; so do those of settings that no published model has.
    static Result<NcsnppConfig> from_json(const Json& config);
};

}  // namespace noiseloom
