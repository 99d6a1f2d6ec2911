// A whole search by VQGAN-CLIP: where it starts, the iterations with their phases, and frames of a film that zooms.
#pragma once

#include <optional>

#include "clip_guidance/cutouts.h"
#include "training/vqgan_clip/ascent.h"

namespace noiseloom {

// How the picture moves from one frame to the next; what comes into view mirrors what was there.
struct Zoom {
    double scale = 1;               // above 1: nearer
    double shift_x = 0, shift_y = 0;   // parts of the picture's sides, to the right and down
    double turn = 0;                // degrees, clockwise
};

// [1, 3, H, W] to the same shape.
at::Tensor zoomed(const at::Tensor& image, const Zoom& zoom);

struct SearchSettings {
    std::int64_t iterations = 200;
    std::uint64_t seed = 0;
    AscentSettings ascent;
    Cutouts cutouts;
    std::vector<std::vector<ClipTarget>> phases;   // share the iterations equally, one after the other
    std::int64_t frame_every = 0;                  // iterations between two frames; 0: the last picture only
    std::optional<Zoom> zoom;                      // after every frame, which then is encoded and searched on with a fresh optimiser
};

struct SearchObserver {
    std::function<void(std::int64_t done, double loss)> on_step;
    std::function<void(std::int64_t done, const at::Tensor& image)> on_picture;   // now and then; [1, 3, H, W] in [0, 1]
    Cancel cancel;
};

// The canvas: `codes` random code vectors (without codebook N(0, 1), without autoencoder random pixels), `pixels` an encoded picture of
// random pixels, `gradient` one of random colours that run into each other.
enum class Canvas { codes, pixels, gradient };

class Search {
  public:
    // `autoencoder` may be null: the pixels themselves are searched.
    Search(std::shared_ptr<const Autoencoder> autoencoder, std::shared_ptr<const Clip> clip, SearchSettings settings);

    // Where to begin, for run(); sides in pixels, multiples of the autoencoder's factor.
    at::Tensor canvas(Canvas kind, std::int64_t height, std::int64_t width, const Cancel& cancel) const;
    at::Tensor encoded(const at::Tensor& image, const Cancel& cancel) const;   // [1, 3, H, W] in [0, 1]; by the nearest codes where there are some

    // What a picture means to CLIP by its cutouts, [count, D]: the embedding of a picture prompt.
    at::Tensor embedding(const at::Tensor& image) const;

    // The frames [1, 3, H, W] in [0, 1] on the CPU, the finished picture last.
    std::vector<at::Tensor> run(const at::Tensor& z, const SearchObserver& observer) const;

  private:
    at::Tensor cut(const at::Tensor& image, std::uint64_t stream, std::int64_t number) const;

    std::shared_ptr<const Autoencoder> autoencoder_;
    std::shared_ptr<const Clip> clip_;
    SearchSettings settings_;
};

}  // namespace noiseloom
