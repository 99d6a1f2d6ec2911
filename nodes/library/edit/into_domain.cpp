#include <ATen/ATen.h>

#include "diffusion/noise.h"
#include "library/edit/common.h"
#include "library/latent/fit.h"
#include "library/tensor_image.h"
#include "models/model_file.h"
#include "training/diffusion_clip/into_domain.h"

namespace noiseloom {

NodeDef edit_into_domain_node() {
    NodeDef n("edit.into_domain", 1);
    n.text("Into the Model's Domain", "Edit",
           "Brings a picture that the model would never draw (rough strokes, another style) near to one that it would: adds noise and lets the model take it away, several times.");
    n.keywords("sdedit stroke unseen translation diffusionclip");
    In<Denoiser> model = n.in<Denoiser>("model").doc("The model.");
    In<Autoencoder> autoencoder = n.in<Autoencoder>("autoencoder").doc("Its autoencoder.");
    In<Images> image = n.in<Images>("image").doc("The pictures.");
    In<ScheduledConditioning> conditioning = n.in<ScheduledConditioning>("conditioning").optional().doc("What they show, for models that read a prompt.");
    In<std::int64_t> depth = n.in<std::int64_t>("depth").value(500).range(1, 999).doc("The training step to add noise up to, of 1000. Deeper leaves less of the picture.");
    In<std::int64_t> steps = n.in<std::int64_t>("steps").value(6).range(2, 1000).doc("Steps of each way back.");
    In<std::int64_t> times = n.in<std::int64_t>("times").value(3).range(1, 100).doc("How often.");
    In<Seed> seed = n.in<Seed>("seed").value(Seed{0}).doc("Chooses the noise.");
    Out<Images> out = n.out<Images>("image").doc("The pictures, nearer to the model's own.");
    n.cost([](const Json& fields) { return 0.2 * fields["steps"].get<double>() * fields["times"].get<double>(); });
    n.run([=](Run& r) -> Result<void> {
        const int to = static_cast<int>(r[depth]), count = static_cast<int>(r[steps]), repeats = static_cast<int>(r[times]);
        way_back(r[model], to, count);   // fails before the work
        const at::Tensor pictures = to_tensor(r[image]), whole = continued_to_multiple(pictures, r[autoencoder].format().factor);
        const at::Tensor encoded = r[autoencoder].latent(r[autoencoder].encode(whole.to(at::Device(r[autoencoder].device())), r.cancel()), {});
        const auto noise = make_noise(NoiseKind::philox, r[seed].number);
        IntoDomain settings{to, count, repeats, [&](int time) { return noise->draw(encoded.sizes(), {.ordinal = time}); }};
        const at::Tensor x = into_domain(r.share(model), constant_prompt(r.maybe(conditioning)), encoded.to(at::Device(r[model].device())), settings, r.cancel(),
                                         [&](int time, const at::Tensor& made) {
                                             r.context().progress(time + 1, repeats);
                                             r.context().preview(Value::of(Latent{made, {}}), time);
                                         });
        const at::Tensor pixels = r[autoencoder].decode(x.to(at::Device(r[autoencoder].device())), r.cancel());
        NL_CHECK(check_mapped_files());
        return r.set(out, to_images(pixels.narrow(2, 0, pictures.size(2)).narrow(3, 0, pictures.size(3))));
    });
    return n;
}

}  // namespace noiseloom
