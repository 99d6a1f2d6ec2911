#include "training/latent_data.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include "models/safetensors.h"
#include "training/export.h"

namespace noiseloom {
namespace {

constexpr std::int64_t part_items = 4096, batch_items = 32, most_items = 2'000'000;

}  // namespace

LatentData::LatentData(std::shared_ptr<const DataSet> data, std::shared_ptr<const Autoencoder> autoencoder, int side, const TaskContext& context)
    : data_(std::move(data)), autoencoder_(std::move(autoencoder)), side_(side), device_(context.placement.device), cancel_(context.cancel) {
    if (autoencoder_) prepare(context);
}

void LatentData::prepare(const TaskContext& context) {
    if (data_->size() > most_items)
        throw Failure({Code::bad_workflow, "The data have " + std::to_string(data_->size()) + " pictures, too many to keep their latents.",
                       "Set 'size' in 'data' to at most " + std::to_string(most_items) + ".", "", "", ""});
    const Key key = KeyBuilder("latents").add(data_->identity()).add(data_->size()).add(autoencoder_->identity()).add(side_).key();
    make_folders(context.cache);
    const std::int64_t count = (data_->size() + part_items - 1) / part_items;
    for (std::int64_t i = 0; i < count; ++i) {
        const auto file = context.cache / ("latents-" + key.hex().substr(0, 16) + "-" + std::to_string(i) + ".safetensors");
        if (!std::filesystem::exists(file)) {
            std::vector<at::Tensor> batches;
            const std::int64_t end = std::min((i + 1) * part_items, data_->size());
            for (std::int64_t first = i * part_items; first < end; first += batch_items) {
                context.cancel.check();
                std::vector<std::int64_t> items;
                for (std::int64_t item = first; item < std::min(first + batch_items, end); ++item) items.push_back(item);
                batches.push_back(encode(pictures(*data_, items, side_)).to(at::kHalf));
            }
            write_safetensors(file, {{"latents", at::cat(batches)}}).or_throw();
            context.say("Encoded " + std::to_string(end) + " of " + std::to_string(data_->size()) + " pictures");
        }
        parts_.push_back(SafetensorsFile::open(file).or_throw().tensor("latents"));
    }
}

at::Tensor LatentData::encode(const at::Tensor& images) const {
    if (!autoencoder_) return images;
    const c10::NoGradGuard constant;
    return autoencoder_->latent(autoencoder_->encode(images.to(device_), cancel_), {}).cpu();
}

at::Tensor LatentData::rows(const std::vector<std::int64_t>& items) const {
    if (!autoencoder_) return pictures(*data_, items, side_);
    std::vector<at::Tensor> rows;
    for (const auto item : items) rows.push_back(parts_[static_cast<std::size_t>(item / part_items)][item % part_items]);
    return at::stack(rows).to(at::kFloat);
}

at::Tensor LatentData::held_out(std::int64_t first, std::int64_t count) const {
    return encode(pictures(*data_, held_out_items(*data_, first, count), side_));
}

}  // namespace noiseloom
