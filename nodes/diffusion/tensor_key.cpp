#include "diffusion/tensor_key.h"

#include <ATen/ATen.h>

namespace noiseloom {

void add_tensor(KeyBuilder& key, const at::Tensor& tensor) {
    if (!tensor.defined()) {
        key.add("undefined");
        return;
    }
    for (const std::int64_t size : tensor.sizes()) key.add(size);
    const at::Tensor plain = tensor.detach().to(at::kCPU, tensor.is_floating_point() ? at::kFloat : at::kLong).contiguous();
    key.add_bytes(plain.const_data_ptr(), plain.nbytes());
}

Key key_of(const at::Tensor& tensor) {
    KeyBuilder key("tensor");
    add_tensor(key, tensor);
    return key.key();
}

std::size_t bytes_of(const at::Tensor& tensor) { return tensor.defined() ? tensor.nbytes() : 0; }

std::string device_name(const at::Tensor& tensor) { return tensor.defined() ? tensor.device().str() : "cpu"; }

}  // namespace noiseloom
