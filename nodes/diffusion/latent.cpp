#include "diffusion/latent.h"

#include <cstring>

#include <ATen/ATen.h>

#include "diffusion/tensor_key.h"

namespace noiseloom {
namespace {

// Disk form: for each of samples and mask, the number of dimensions (0: undefined), the sizes, the
// float32 values; integers are 64 bits in the machine's order. The disk cache checks integrity.
void put(std::string& out, const at::Tensor& tensor) {
    const auto number = [&](std::int64_t value) { out.append(reinterpret_cast<const char*>(&value), sizeof value); };
    if (!tensor.defined()) return number(0);
    const at::Tensor plain = tensor.to(at::kCPU, at::kFloat).contiguous();
    number(plain.dim());
    for (const std::int64_t size : plain.sizes()) number(size);
    out.append(static_cast<const char*>(plain.const_data_ptr()), plain.nbytes());
}

bool take(std::string_view& in, void* to, std::size_t size) {
    if (in.size() < size) return false;
    std::memcpy(to, in.data(), size);
    in.remove_prefix(size);
    return true;
}

bool take(std::string_view& in, at::Tensor& tensor) {
    std::int64_t dims = 0;
    if (!take(in, &dims, sizeof dims) || dims < 0 || dims > 8) return false;
    if (dims == 0) return true;
    std::vector<std::int64_t> sizes(static_cast<std::size_t>(dims));
    std::size_t left = in.size() / sizeof(float);   // bounds the product of the sizes
    for (std::int64_t& size : sizes) {
        if (!take(in, &size, sizeof size) || size <= 0 || static_cast<std::size_t>(size) > left) return false;
        left /= static_cast<std::size_t>(size);
    }
    tensor = at::empty(sizes, at::kFloat);
    return take(in, tensor.mutable_data_ptr(), tensor.nbytes());
}

}  // namespace

std::size_t ValueType<Latent>::bytes(const Latent& latent) { return bytes_of(latent.samples) + bytes_of(latent.mask); }

std::string ValueType<Latent>::device(const Latent& latent) { return device_name(latent.samples); }

std::string ValueType<Latent>::save(const Latent& latent) {
    std::string out;
    put(out, latent.samples);
    put(out, latent.mask);
    for (const int size : {latent.picture_width, latent.picture_height}) out.append(reinterpret_cast<const char*>(&size), sizeof size);
    return out;
}

Result<std::shared_ptr<const Latent>> ValueType<Latent>::load(std::string_view bytes) {
    Latent latent;
    if (!take(bytes, latent.samples) || !take(bytes, latent.mask) || !take(bytes, &latent.picture_width, sizeof(int)) ||
        !take(bytes, &latent.picture_height, sizeof(int)) || !bytes.empty() || !latent.samples.defined())
        return Error{Code::disk, "a cached latent is damaged", "It is computed again.", "", "", ""};
    return std::make_shared<const Latent>(std::move(latent));
}

}  // namespace noiseloom
