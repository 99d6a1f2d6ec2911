// What fine-tuning an edit reads: pictures, the latents that the original model inverts them to, and what it makes of these
// latents (the reconstructions: how much is lost on the way). They depend on the original alone, so they are made once and
// kept in files named by their content.
#pragma once

#include "diffusion/inversion.h"
#include "models/autoencoder.h"
#include "training/data.h"
#include "training/diffusion_clip/fine_tune.h"
#include "training/task.h"

namespace noiseloom {

struct InversionSettings {
    std::shared_ptr<const Denoiser> model;
    std::shared_ptr<const Conditioning> conditioning;
    std::shared_ptr<const Autoencoder> autoencoder;   // null: the model draws pixels
    int depth = 500;   // the training step to go to
    int steps = 40;    // grid points, there and back
    Told told = Told::start;   // there
};

struct Inverted {
    at::Tensor pictures;          // [N, 3, H, W] in [-1, 1]
    at::Tensor latents;           // [N, C, h, w]
    at::Tensor reconstructions;   // [N, 3, H, W]
};

// Where the pictures' latents lead; pictures on any device, results where the model computes. Throws Cancelled.
Inverted inverted(const InversionSettings& inversion, const at::Tensor& pictures, const Cancel& cancel);
// The same without the way back.
at::Tensor inverted_latents(const InversionSettings& inversion, const at::Tensor& pictures, const Cancel& cancel, const std::function<void(int k, int count)>& progress = {});

class InvertedData {
  public:
    // All training items, then `held_out` of those kept aside. Inverts what the cache folder does not hold yet, in parts that
    // a cancelled run keeps. Throws Failure: more than 10000 pictures, the disk.
    InvertedData(const DataSet& data, const InversionSettings& inversion, int side, std::int64_t held_out, const TaskContext& context);

    std::int64_t size() const { return size_; }
    Inverted rows(const std::vector<std::int64_t>& items) const;   // on the CPU; any thread
    Inverted held_out() const;

  private:
    std::vector<Inverted> parts_;   // of part_items each, in the mapped files
    std::int64_t size_ = 0, held_out_ = 0;
};

}  // namespace noiseloom
