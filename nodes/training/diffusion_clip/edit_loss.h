// What DiffusionCLIP minimises: the picture shall change as the text does, and no further.
//
//     loss = w_clip·L_clip + w_l1·mean|x̂ - x₀|
//     L_clip = -log((2 - L_dir)/2), L_dir the directional CLIP loss (models/clip_loss.h); the mean over the pictures
//
// Latents are decoded first, so that CLIP and the eye see the same.
#pragma once

#include "models/autoencoder.h"
#include "models/clip_model.h"

namespace noiseloom {

struct EditLossSettings {
    double clip = 3, l1 = 0.3;   // weights: DiffusionCLIP's defaults (the identity term for faces is not here)
    bool antialias = true;       // of CLIP's view of the picture; DiffusionCLIP itself: false
    enum class Kind { logarithmic, directional, global };
    // logarithmic: as released; directional: L_dir itself, as in the paper; global: 1 - cos to the target text, which knows no source.
    Kind kind = Kind::logarithmic;
};

// The texts' embeddings, any length: one row a wording.
struct EditTexts {
    at::Tensor source, target;   // [T, D]
};

class EditLoss {
  public:
    // `autoencoder` is null for models of pixels.
    EditLoss(ClipModel clip, const EditTexts& texts, const EditLossSettings& settings, std::shared_ptr<const Autoencoder> autoencoder);

    struct Parts {
        at::Tensor whole;      // to be minimised
        double clip = 0, l1 = 0;
    };
    // `pictures` [N, 3, H, W] in [-1, 1] are the originals; x [N, C, h, w] what the model made of them.
    Parts operator()(const at::Tensor& pictures, const at::Tensor& x, const Cancel& cancel) const;

    // [N, 3, H, W] of latents, or x itself; cut to the size of the originals.
    at::Tensor decoded(const at::Tensor& x, const Cancel& cancel) const;
    // The mean cosine between the pictures' change and the texts': 1 is a perfect edit, 0 none.
    double likeness(const at::Tensor& pictures, const at::Tensor& edited) const;

  private:
    ClipModel clip_;
    EditLossSettings settings_;
    std::shared_ptr<const Autoencoder> autoencoder_;
    at::Tensor direction_;   // [1, D]
    at::Tensor target_;      // [1, D], a unit vector: the mean over the wordings
};

}  // namespace noiseloom
