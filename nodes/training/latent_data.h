// What a denoiser or a classifier sees of a data set: latents of a frozen autoencoder, encoded once and kept in
// a file; or pictures, where there is none.
#pragma once

#include "models/autoencoder.h"
#include "training/data.h"
#include "training/task.h"

namespace noiseloom {

// Where pictures are learnt.
struct LatentSpace {
    std::filesystem::path folder;                     // of the autoencoder
    std::string class_name;                           // its configuration's _class_name
    std::shared_ptr<const Autoencoder> autoencoder;   // null: pixels
    int side = 128;                                   // of pictures

    int channels() const;
    int row_side() const;
    std::vector<std::int64_t> rows(std::int64_t count) const { return {count, channels(), row_side(), row_side()}; }
    // A configuration's "autoencoder" and "size". Throws Failure.
    static LatentSpace read(Settings& settings, const TaskContext& context);
};

class LatentData {
  public:
    // Encodes what the cache folder does not hold yet, in parts that a cancelled run keeps.
    // Throws Failure: more than two million pictures to encode, the disk.
    LatentData(std::shared_ptr<const DataSet> data, LatentSpace space, const TaskContext& context);

    at::Tensor rows(const std::vector<std::int64_t>& items) const;   // [N, C, h, w] float32 on the CPU; any thread
    at::Tensor held_out(std::int64_t first, std::int64_t count) const;
    at::Tensor encode(const at::Tensor& pictures) const;             // in the denoiser's scaling
    at::Tensor decode(const at::Tensor& rows) const;                 // [N, 3, H, W]
    const DataSet& data() const { return *data_; }

  private:
    void prepare(const TaskContext& context);

    std::shared_ptr<const DataSet> data_;
    LatentSpace space_;
    at::Device device_;
    Cancel cancel_;
    std::vector<at::Tensor> parts_;   // [part_items, C, h, w] float16, in the mapped files
};

}  // namespace noiseloom
