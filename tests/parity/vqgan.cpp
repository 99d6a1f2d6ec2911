// Section `vqgan`: VQGAN as an autoencoder, and VQGAN-CLIP.
#include <ATen/ATen.h>

#include "clip_guidance/cutouts.h"
#include "clip_guidance/gradients.h"
#include "clip_guidance/resample.h"
#include "models/architectures/codebook.h"
#include "models/load.h"
#include "parity.h"
#include "training/vqgan_clip/ascent.h"

namespace noiseloom::parity {
namespace {

Compute compute_of(const Case& c) { return {c.settings().device, c.settings().dtype}; }

// Of the case's models the one whose name holds `word`.
std::filesystem::path model(const Case& c, std::string_view word) {
    for (const auto& name : c.entry().at("models"))
        if (name.get<std::string>().find(word) != std::string::npos) return c.path(name.get<std::string>());
    throw Failure({Code::bad_model, "the case names no such model: " + std::string(word), "", "", "", ""});
}

std::shared_ptr<const Autoencoder> vqgan_of(const Case& c) { return load_autoencoder(model(c, "taming_layout"), compute_of(c)).or_throw(); }

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

// The augmentations are left out and the noise on the cutouts is recorded; all else is VQGAN-CLIP's loop.
void check_iterations(Case& c) {
    // Adam's first steps are the signs of the gradient. Rounding turns those of entries near zero, and the searches part.
    if (!c.settings().exact()) throw NotYet{"compared in float32 on the CPU only"};
    const auto clip = load_clip(model(c, "clip"), compute_of(c)).or_throw();
    const std::int64_t side = clip->vision().config().image_size, count = c.params().at("cutn").get<std::int64_t>();
    const at::Tensor embeds = c.tensor("prompt_embeds"), noise = c.tensor("cut_fac") * c.tensor("cut_noise");
    std::vector<ClipTarget> targets;
    for (std::int64_t i = 0; i < embeds.size(0); ++i) {
        ClipTarget target{embeds.narrow(0, i, 1) / embeds[i].norm()};
        target.weight = c.params().at("weights").at(static_cast<std::size_t>(i)).get<double>();
        if (const Json& stop = c.params().at("stops").at(static_cast<std::size_t>(i)); stop.is_number()) target.stop = stop.get<double>();   // else "-inf"
        targets.push_back(target);
    }
    AscentSettings settings;
    settings.learning_rate = c.params().at("lr").get<double>();
    LatentAscent ascent(vqgan_of(c), clip, c.tensor("z0"), settings);
    std::vector<at::Tensor> z{ascent.z().detach().clone()}, losses, gradients;
    for (std::int64_t i = 0; i < c.tensor("losses").size(0); ++i) {
        const auto cut = [&](const at::Tensor& image) { return pooled_view(image, side).expand({count, -1, -1, -1}) + noise.to(image.device()); };
        losses.push_back(at::tensor(at::ArrayRef<double>(ascent.step(targets, cut, {})), at::kFloat));
        gradients.push_back(ascent.gradient().clone());
        z.push_back(ascent.z().detach().clone());
    }
    c.compare("losses", at::stack(losses));
    c.compare("grads", at::stack(gradients));
    c.compare("z", at::stack(z));
}

void check_pieces(Case& c) {
    const Codebook codes(c.tensor("codebook"));
    const at::Tensor z = c.tensor("z").permute({0, 3, 1, 2}).contiguous().requires_grad_(true);
    const at::Tensor chosen = codes.quantise(z).permute({0, 2, 3, 1});
    (chosen * c.tensor("vq_weight")).sum().backward();
    c.compare("vq_out", chosen);
    c.compare("vq_grad", z.grad().permute({0, 2, 3, 1}));
    const at::Tensor x = c.tensor("clamp_x").clone().requires_grad_(true), clamped = clamp_with_gradient(x, 0, 1);
    (clamped * c.tensor("clamp_weight")).sum().backward();
    c.compare("clamp_out", clamped);
    c.compare("clamp_grad", x.grad());
    const auto crop = c.params().at("crop").get<std::vector<std::int64_t>>();
    const at::Tensor square = c.tensor("image").narrow(3, crop[0], crop[2]).narrow(2, crop[1], crop[2]);
    for (const char* name : {"crop_resampled_down", "crop_resampled_up"}) c.compare(name, lanczos_resample(square, c.tensor(name).size(2), c.tensor(name).size(3)));
}

}  // namespace

std::span<const Kind> vqgan_kinds() {
    static constexpr Kind kinds[] = {{"vqgan.autoencode", check_autoencode}, {"vqgan.vqgan_clip_iterations", check_iterations},
                                     {"guidance.vqgan_clip_pieces", check_pieces}};
    return kinds;
}

}  // namespace noiseloom::parity
