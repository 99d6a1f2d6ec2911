// Section `vqgan`: VQGAN as an autoencoder.
#include <ATen/ATen.h>

#include "models/architectures/codebook.h"
#include "models/load.h"
#include "parity.h"

namespace noiseloom::parity {
namespace {

Compute compute_of(const Case& c) { return {c.settings().device, c.settings().dtype}; }

std::shared_ptr<const Autoencoder> vqgan_of(const Case& c) {
    for (const auto& model : c.entry().at("models"))
        if (const auto name = model.get<std::string>(); name.ends_with("vqgan_taming_layout.safetensors")) return load_autoencoder(c.path(name), compute_of(c)).or_throw();
    throw Failure({Code::bad_model, "the case names no VQGAN", "", "", "", ""});
}

void check_autoencode(Case& c) {
    const auto vqgan = vqgan_of(c);
    const Codebook& codes = *vqgan->codebook();
    const at::Tensor z = vqgan->encode(c.tensor("image"), {}).mean;
    c.compare("z_pre", z);
    // A network that rounds more chooses another code wherever two are about as near: its choices are made for the recorded latent.
    const at::Tensor point = c.settings().exact() ? z : c.tensor("z_pre");
    const at::Tensor indices = codes.nearest(point);
    c.require(indices.squeeze(0).cpu().equal(c.tensor("indices")), "the chosen codes");
    c.compare("z_q", codes.look_up(indices));
    c.compare("decoded", vqgan->decode(point, {}));
}

}  // namespace

std::span<const Kind> vqgan_kinds() {
    static constexpr Kind kinds[] = {{"vqgan.autoencode", check_autoencode}};
    return kinds;
}

}  // namespace noiseloom::parity
