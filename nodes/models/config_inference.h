// A model's configuration from the shapes of its tensors alone, for files that come without config.json.
//
// Shapes are under canonical names (models/key_layout.h). Results are in the words of diffusers' and
// transformers' config.json, so that there is one way to build a model. What shapes cannot tell is
// filled in as the published models have it: 32 norm groups; 8 heads where the transformer's projections
// are convolutions (SD1), else 64 channels a head; scaling 0.18215; OpenCLIP's GELU from width 1024.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/json.h"
#include "models/key_layout.h"

namespace noiseloom {

using Shape = std::vector<std::int64_t>;
using ShapeTable = std::map<std::string, Shape, std::less<>>;

// The shapes after renaming and editing; unknown names are left out.
ShapeTable canonical_shapes(const ShapeTable& raw, const KeyMap& map);
// Names that start with `prefix`, without it.
ShapeTable below(const ShapeTable& table, std::string_view prefix);

// Errors (bad_model) name a tensor that every such model has and this one lacks.
// `pooled`: width of the pooled text that SDXL's extra embedding takes, if known (else 1280).
Result<Json> infer_unet_config(const ShapeTable& unet, std::int64_t pooled = 0);
Result<Json> infer_vae_config(const ShapeTable& vae);
Result<Json> infer_vqgan_config(const ShapeTable& vqgan);
Result<Json> infer_clip_text_config(const ShapeTable& clip, bool open_clip = false);   // open_clip: known by its layout
Result<Json> infer_clip_vision_config(const ShapeTable& clip);
// Of DDPM's UNet, in the words of the published configurations, whose names of tensors it has too. At what level attention is, is told
// as "attn_resolutions" of an "image_size" of 256, the usual one: shapes do not tell the size.
Result<Json> infer_ddpm_config(const ShapeTable& ddpm);
bool is_ddpm(const ShapeTable& table);   // whether it is such a network
// Of score_sde's NCSN++ and DDPM++, in the words of its configurations. What no shape tells is filled in as the published models have it: with Fourier
// features vesde, FIR filters and output divided by σ; else vpsde; attention at a resolution of 16.
Result<Json> infer_ncsnpp_config(const ShapeTable& ncsnpp);
bool is_ncsnpp(const ShapeTable& table);   // also below "module.", where DataParallel saved it

// All tensors that a model of this configuration has, sorted.
std::vector<std::string> expected_unet_keys(const Json& config);
std::vector<std::string> expected_vae_keys(const Json& config);           // VQGANs too
std::vector<std::string> expected_clip_text_keys(const Json& config);     // without the projection
std::vector<std::string> expected_clip_vision_keys(const Json& config);   // without the projection

}  // namespace noiseloom
