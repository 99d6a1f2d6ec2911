// Section `sd`: networks, autoencoders, and whole pipelines of Stable Diffusion.
#include <ATen/ATen.h>

#include "models/architectures/unet.h"
#include "models/load.h"
#include "parity.h"

namespace noiseloom::parity {
namespace {

Compute compute_of(const Case& c) { return {c.settings().device, c.settings().dtype}; }

std::string model(const Case& c, std::string_view prefix) {
    for (const auto& path : c.entry().at("models"))
        if (const auto text = path.get<std::string>(); text.starts_with("models/" + std::string(prefix))) return text;
    throw NotYet{"the case names no " + std::string(prefix)};
}

// Sum of tensor·weight, differentiated with respect to `input`.
at::Tensor gradient(const at::Tensor& sum, const at::Tensor& input) {
    sum.backward();
    return input.grad();
}

// --- networks -------------------------------------------------------------------------------------

// Row i of each of the case's inputs, as what the network is asked.
Conditioning row_conditioning(const Case& c, std::int64_t i) {
    Conditioning row;
    row.context = c.tensor("context").narrow(0, i, 1);
    if (c.has("text_embeds")) row.pooled = c.tensor("text_embeds").narrow(0, i, 1);
    if (c.has("time_ids")) row.time_ids = c.tensor("time_ids").narrow(0, i, 1);
    row.identify();
    return row;
}

void check_unet(Case& c) {
    const auto network = load_unet(c.path(model(c, "unet")), compute_of(c)).or_throw();
    const auto& unet = dynamic_cast<const Unet&>(*network);
    const at::Tensor x = c.tensor("x"), t = c.tensor("t");
    const std::int64_t latent_channels = unet.config().out_channels;
    const auto output = [&](std::int64_t i, double at_t) {
        Conditioning row = row_conditioning(c, i);
        const at::Tensor item = x.narrow(0, i, 1);
        if (item.size(1) > latent_channels) row.concat = item.narrow(1, latent_channels, item.size(1) - latent_channels);
        const Conditioning* only = &row;
        return unet.predict(item.narrow(1, 0, latent_channels), at_t, {&only, 1}, {}).front();
    };
    std::vector<at::Tensor> outputs;
    for (std::int64_t i = 0; i < x.size(0); ++i) outputs.push_back(output(i, t[i].item<double>()));
    c.compare("out", at::cat(outputs));
    if (c.has("out_t637_25_item0")) c.compare("out_t637_25_item0", output(0, 637.25));
    if (c.has("time_embedding_item0")) c.compare("time_embedding_item0", unet.time_embedding(t[0].item<double>()));
}

void check_unet_gradient(Case& c) {
    const auto network = load_unet(c.path(model(c, "unet")), compute_of(c)).or_throw();
    const at::Tensor x = c.tensor("x").clone().requires_grad_(true);
    const Conditioning row = row_conditioning(c, 0);
    const Conditioning* only = &row;
    const at::Tensor out = network->predict(x, 400, {&only, 1}, {}).front();
    c.compare("grad_x", gradient((out * c.tensor("weight").to(out.device())).sum(), x));
}

void check_vae(Case& c) {
    const auto vae = load_autoencoder(c.path(model(c, "vae")), compute_of(c)).or_throw();
    const Moments moments = vae->encode(c.tensor("image"), {});
    c.compare("mean", moments.mean);
    c.compare("logvar", moments.logvar);
    const at::Tensor latent = vae->latent(moments, c.tensor("noise"));
    c.compare("latent_scaled", latent);
    c.compare("decoded", vae->decode(c.tensor("latent_scaled"), {}));
}

void check_vae_gradient(Case& c) {
    const auto vae = load_autoencoder(c.path(model(c, "vae")), compute_of(c)).or_throw();
    const at::Tensor z = c.tensor("latent_scaled").clone().requires_grad_(true);
    c.compare("grad", gradient(vae->decode(z, {}).square().mean(), z));
}

void check_taesd(Case& c) {
    const auto folder = load_autoencoder(c.path("models/taesd"), compute_of(c)).or_throw();
    const auto files = load_tiny_autoencoder(c.path("models/taesd_encoder.safetensors"), c.path("models/taesd_decoder.safetensors"), compute_of(c)).or_throw();
    for (const auto& tiny : {folder, files}) {
        c.compare("encoded", tiny->encode(c.tensor("image"), {}).mean);
        const at::Tensor decoded = tiny->decode(c.tensor("latent"), {});
        c.compare("decoded_pm1", decoded);
        c.compare("decoded_01_unclamped", decoded * 0.5 + 0.5);
    }
}

}  // namespace

std::span<const Kind> sd_kinds() {
    static constexpr Kind kinds[] = {
        {"sd.unet_", check_unet},         {"sd.unet_sd1_grad", check_unet_gradient}, {"sd.vae_", check_vae},
        {"sd.vae_decode_grad", check_vae_gradient}, {"sd.taesd", check_taesd},
    };
    return kinds;
}

}  // namespace noiseloom::parity
