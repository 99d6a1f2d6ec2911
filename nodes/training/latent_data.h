// What a denoiser or a classifier sees of a data set: latents of a frozen autoencoder, encoded once and kept in
// a file; or pictures, where there is none.
#pragma once

#include "models/autoencoder.h"
#include "training/data.h"
#include "training/task.h"

namespace noiseloom {

class LatentData {
  public:
    // Encodes what the cache folder does not hold yet, in parts that a cancelled run keeps. `autoencoder` may be null.
    // Throws Failure: more than two million pictures to encode, the disk.
    LatentData(std::shared_ptr<const DataSet> data, std::shared_ptr<const Autoencoder> autoencoder, int side, const TaskContext& context);

    at::Tensor rows(const std::vector<std::int64_t>& items) const;   // [N, C, h, w] float32 on the CPU; any thread
    at::Tensor held_out(std::int64_t first, std::int64_t count) const;
    at::Tensor encode(const at::Tensor& pictures) const;             // in the denoiser's scaling
    const DataSet& data() const { return *data_; }

  private:
    void prepare(const TaskContext& context);

    std::shared_ptr<const DataSet> data_;
    std::shared_ptr<const Autoencoder> autoencoder_;
    int side_;
    at::Device device_;
    Cancel cancel_;
    std::vector<at::Tensor> parts_;   // [part_items, C, h, w] float16, in the mapped files
};

}  // namespace noiseloom
