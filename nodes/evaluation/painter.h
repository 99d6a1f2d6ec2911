// Pictures by prompt or by class from a model, for measuring it: classifier-free guidance and DDIM, as the templates
// text-to-image and class-conditional draw them.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "models/load.h"
#include "models/text/text_encoder.h"

namespace noiseloom {

struct PaintOptions {
    std::string negative;      // "": guided away from no prompt at all
    double scale = 3;          // 1: the prompt alone
    int steps = 20;
    int side = 128;            // pixels
    std::uint64_t seed = 0;    // pictures of one call differ; the same seed gives the same pictures for other prompts and scales
    std::int64_t count = 1;
};

class Painter {
  public:
    // A model folder in the diffusers layout with all its parts. Throws Failure (bad_model).
    Painter(const std::filesystem::path& folder, const Compute& compute);

    // [count, 3, side, side] in about [-1, 1], float32 on the CPU. Throws Failure or Cancelled.
    at::Tensor paint(const std::string& prompt, const PaintOptions& options, const Cancel& cancel) const;
    const Autoencoder& autoencoder() const { return *model_.autoencoder; }

  private:
    std::shared_ptr<const Conditioning> encode(const std::string& prompt) const;

    LoadedModel model_;
    std::unique_ptr<const TextEncoder> encoder_;
};

// From a class-conditional model, guided away from no class at all.
class ClassPainter {
  public:
    // Throws Failure (bad_model).
    ClassPainter(const std::filesystem::path& folder, const Compute& compute);

    std::vector<std::string> classes() const { return model_.denoiser->class_names(); }
    int side() const { return side_; }   // of the pictures that it was trained on
    // As Painter::paint(). `options` without a negative.
    at::Tensor paint(std::int64_t label, const PaintOptions& options, const Cancel& cancel) const;

  private:
    LoadedModel model_;
    int side_;
};

}  // namespace noiseloom
