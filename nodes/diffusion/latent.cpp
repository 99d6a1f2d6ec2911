#include "diffusion/latent.h"

#include <ATen/ATen.h>

#include "diffusion/tensor_bytes.h"
#include "diffusion/tensor_key.h"

namespace noiseloom {

std::size_t ValueType<Latent>::bytes(const Latent& latent) { return bytes_of(latent.samples) + bytes_of(latent.mask); }

std::string ValueType<Latent>::device(const Latent& latent) { return device_name(latent.samples); }

std::string ValueType<Latent>::save(const Latent& latent) {
    const at::Tensor picture = at::tensor({latent.picture_width, latent.picture_height}, at::kFloat);   // exact: sides are below 2^24
    return to_bytes({{"samples", latent.samples}, {"mask", latent.mask}, {"picture", picture}});
}

Result<std::shared_ptr<const Latent>> ValueType<Latent>::load(std::string_view bytes) {
    NamedTensors tensors;
    if (!from_bytes(bytes, tensors) || !tensors.contains("samples") || !tensors.contains("picture") || tensors["picture"].numel() != 2)
        return Error{Code::disk, "a cached latent is damaged", "It is computed again.", "", "", ""};
    const auto* picture = tensors["picture"].const_data_ptr<float>();
    return std::make_shared<const Latent>(Latent{tensors["samples"], tensors["mask"], static_cast<int>(picture[0]), static_cast<int>(picture[1])});
}

}  // namespace noiseloom
