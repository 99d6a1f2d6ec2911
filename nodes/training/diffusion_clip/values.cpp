#include "training/diffusion_clip/values.h"

#include <ATen/ATen.h>

#include "diffusion/tensor_bytes.h"

namespace noiseloom {
namespace {

Error damaged(const char* what) { return {Code::disk, std::string(what) + " in the cache is damaged", "It is computed again.", "", "", ""}; }

}  // namespace

std::size_t ValueType<InvertedPictures>::bytes(const InvertedPictures& inverted) { return inverted.pictures.nbytes() + inverted.latents.nbytes(); }

std::string ValueType<InvertedPictures>::save(const InvertedPictures& inverted) {
    return to_bytes({{"pictures", inverted.pictures}, {"latents", inverted.latents}, {"depth", at::scalar_tensor(inverted.depth, at::kFloat)}});
}

Result<std::shared_ptr<const InvertedPictures>> ValueType<InvertedPictures>::load(std::string_view bytes) {
    NamedTensors tensors;
    if (!from_bytes(bytes, tensors) || !tensors.contains("pictures") || !tensors.contains("latents") || !tensors.contains("depth"))
        return damaged("an inversion");
    return std::make_shared<const InvertedPictures>(
        InvertedPictures{tensors["pictures"], tensors["latents"], static_cast<int>(tensors["depth"].item<float>())});
}

std::size_t ValueType<TunedWeights>::bytes(const TunedWeights& weights) {
    std::size_t sum = 0;
    for (const auto& [name, tensor] : weights.tensors) sum += tensor.nbytes();
    return sum;
}

std::string ValueType<TunedWeights>::save(const TunedWeights& weights) { return to_bytes(weights.tensors); }

Result<std::shared_ptr<const TunedWeights>> ValueType<TunedWeights>::load(std::string_view bytes) {
    TunedWeights weights;
    if (!from_bytes(bytes, weights.tensors) || weights.tensors.empty()) return damaged("a fine-tuned model");
    return std::make_shared<const TunedWeights>(std::move(weights));
}

}  // namespace noiseloom
