#include "diffusion/conditioning.h"

#include "diffusion/tensor_key.h"

namespace noiseloom {

void Conditioning::identify() {
    KeyBuilder key("conditioning");
    for (const at::Tensor* part : {&context, &pooled, &time_ids, &label, &concat}) add_tensor(key, *part);
    identity = key.key();
}

std::size_t ValueType<Conditioning>::bytes(const Conditioning& conditioning) {
    return bytes_of(conditioning.context) + bytes_of(conditioning.pooled) + bytes_of(conditioning.time_ids) +
           bytes_of(conditioning.label) + bytes_of(conditioning.concat) + conditioning.text.size();
}

std::string ValueType<Conditioning>::device(const Conditioning& conditioning) {
    for (const at::Tensor* part : {&conditioning.context, &conditioning.label, &conditioning.concat})
        if (part->defined()) return device_name(*part);
    return "cpu";
}

}  // namespace noiseloom
