#include "diffusion/tensor_bytes.h"

#include <cstring>

#include <ATen/ATen.h>

namespace noiseloom {
namespace {

// Of each tensor its name's length and name, the number of its dimensions, its sizes, its values; numbers are 64 bits in the
// machine's order.
void put(std::string& out, std::int64_t number) { out.append(reinterpret_cast<const char*>(&number), sizeof number); }

bool take(std::string_view& in, void* to, std::size_t size) {
    if (in.size() < size) return false;
    if (size > 0) std::memcpy(to, in.data(), size);
    in.remove_prefix(size);
    return true;
}

}  // namespace

std::string to_bytes(const NamedTensors& tensors) {
    std::string out;
    for (const auto& [name, tensor] : tensors) {
        if (!tensor.defined()) continue;
        const at::Tensor plain = tensor.detach().to(at::kCPU, at::kFloat).contiguous();
        put(out, static_cast<std::int64_t>(name.size()));
        out += name;
        put(out, plain.dim());
        for (const std::int64_t size : plain.sizes()) put(out, size);
        out.append(static_cast<const char*>(plain.const_data_ptr()), plain.nbytes());
    }
    return out;
}

bool from_bytes(std::string_view in, NamedTensors& tensors) {
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

}  // namespace noiseloom
