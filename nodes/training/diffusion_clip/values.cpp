#include "training/diffusion_clip/values.h"

#include <cstring>

#include <ATen/ATen.h>

namespace noiseloom {
namespace {

using Tensors = std::map<std::string, at::Tensor>;

// Disk form: for each tensor its name, its sizes and its float32 values; numbers are 64 bits in the machine's order. The
// disk cache checks integrity, so what does not fit here is a form of another version.
void put(std::string& out, std::int64_t number) { out.append(reinterpret_cast<const char*>(&number), sizeof number); }

std::string to_bytes(const Tensors& tensors) {
    std::string out;
    for (const auto& [name, tensor] : tensors) {
        const at::Tensor plain = tensor.detach().to(at::kCPU, at::kFloat).contiguous();
        put(out, static_cast<std::int64_t>(name.size()));
        out += name;
        put(out, plain.dim());
        for (const std::int64_t size : plain.sizes()) put(out, size);
        out.append(static_cast<const char*>(plain.const_data_ptr()), plain.nbytes());
    }
    return out;
}

bool take(std::string_view& in, void* to, std::size_t size) {
    if (in.size() < size) return false;
    std::memcpy(to, in.data(), size);
    in.remove_prefix(size);
    return true;
}

bool from_bytes(std::string_view in, Tensors& tensors) {
    constexpr std::int64_t longest_name = 1024, most_dimensions = 8;
    while (!in.empty()) {
        std::int64_t length = 0, dims = 0;
        if (!take(in, &length, sizeof length) || length < 0 || length > longest_name) return false;
        std::string name(static_cast<std::size_t>(length), '\0');
        if (!take(in, name.data(), name.size()) || !take(in, &dims, sizeof dims) || dims < 0 || dims > most_dimensions) return false;
        std::vector<std::int64_t> sizes(static_cast<std::size_t>(dims));
        std::size_t left = in.size() / sizeof(float);   // bounds the product of the sizes
        for (std::int64_t& size : sizes) {
            if (!take(in, &size, sizeof size) || size <= 0 || static_cast<std::size_t>(size) > left) return false;
            left /= static_cast<std::size_t>(size);
        }
        at::Tensor tensor = at::empty(sizes, at::kFloat);
        if (!take(in, tensor.mutable_data_ptr(), tensor.nbytes())) return false;
        tensors[name] = std::move(tensor);
    }
    return true;
}

Error damaged(const char* what) { return {Code::disk, std::string(what) + " in the cache is damaged", "It is computed again.", "", "", ""}; }

}  // namespace

std::size_t ValueType<InvertedPictures>::bytes(const InvertedPictures& inverted) { return inverted.pictures.nbytes() + inverted.latents.nbytes(); }

std::string ValueType<InvertedPictures>::save(const InvertedPictures& inverted) {
    return to_bytes({{"pictures", inverted.pictures}, {"latents", inverted.latents}, {"depth", at::scalar_tensor(inverted.depth, at::kFloat)}});
}

Result<std::shared_ptr<const InvertedPictures>> ValueType<InvertedPictures>::load(std::string_view bytes) {
    Tensors tensors;
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
