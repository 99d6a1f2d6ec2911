// Models with an adapter's changes (models/lora.h). The originals stay as they are; what the file does not change is shared.
#pragma once

#include "diffusion/denoiser.h"
#include "models/lora.h"
#include "models/text/text_encoder.h"

namespace noiseloom {

// Throws Failure (bad_model): a model that takes no adapters, or one that the file does not fit.
std::shared_ptr<const Denoiser> adapted(const Denoiser& model, const LoraFile& file, double strength);
std::shared_ptr<const TextEncoder> adapted(const TextEncoder& encoder, const LoraFile& file, double strength);

// Whether the file has anything for these towers.
bool adapts(const LoraFile& file, const TextEncoder& encoder);

}  // namespace noiseloom
