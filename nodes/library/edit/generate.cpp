#include <ATen/ATen.h>

#include "diffusion/guiders.h"
#include "diffusion/sampler.h"
#include "diffusion/steppers.h"
#include "library/edit/common.h"
#include "library/tensor_image.h"
#include "models/model_file.h"

namespace noiseloom {

NodeDef edit_generate_node() {
    NodeDef n("edit.generate", 1);
    n.text("Draw Inverted", "Edit", "Draws inverted pictures again: with the original model as they were, with a changed one edited.");
    n.keywords("diffusionclip ddim reconstruct edit");
    In<Denoiser> model = n.in<Denoiser>("model").doc("The model to draw with: an Apply Edit node's, or the original to see what inverting loses.");
    In<Autoencoder> autoencoder = n.in<Autoencoder>("autoencoder").doc("The model's autoencoder.");
    In<InvertedPictures> inversion = n.in<InvertedPictures>("inversion").doc("The inverted pictures.");
    In<ScheduledConditioning> conditioning = n.in<ScheduledConditioning>("conditioning").optional().doc("The prompt that they were inverted with.");
    In<std::int64_t> steps = n.in<std::int64_t>("steps").value(40).range(2, 1000).doc("How many levels to walk through; as many as inverting took lead back best.");
    In<double> eta = n.in<double>("eta").value(0).range(0, 1, 0.05).label("η").doc("Fresh noise in every step: 0 none, so that what is not edited stays; 1 as much as DDPM.");
    In<Seed> seed = n.in<Seed>("seed").value(Seed{0}).doc("Seed of that noise.");
    Out<Images> out = n.out<Images>("image").doc("The pictures.");
    n.cost([](const Json& fields) { return 0.2 * fields["steps"].get<double>(); });
    n.run([=](Run& r) -> Result<void> {
        const InvertedPictures& inverted = r[inversion];
        Sampling sampling;
        sampling.guider = make_conditional(r.share(model), constant_prompt(r.maybe(conditioning)));
        sampling.stepper = make_ddim({.eta = r[eta]});
        sampling.grid = way_back(r[model], inverted.depth, static_cast<int>(r[steps]));
        sampling.noise = make_noise(NoiseKind::philox, r[seed].number);
        sampling.x = inverted.latents.to(at::Device(r[model].device()));
        SampleObserver observer;
        observer.on_step = [&](int k, int count, const SamplerState&, const Guided& guided) {
            r.context().progress(k + 1, count);
            r.context().preview(Value::of(Latent{guided.denoised, {}}), k);
        };
        const at::Tensor x = sample(sampling, observer, r.cancel());
        const at::Tensor pixels = r[autoencoder].decode(x.to(at::Device(r[autoencoder].device())), r.cancel());
        NL_CHECK(check_mapped_files());   // weights changed while in use would give a wrong picture
        return r.set(out, to_images(pixels.narrow(2, 0, inverted.pictures.size(2)).narrow(3, 0, inverted.pictures.size(3))));
    });
    return n;
}

}  // namespace noiseloom
