#include <optional>

#include <ATen/ATen.h>

#include "core/run.h"
#include "diffusion/latent.h"
#include "diffusion/noise.h"
#include "image/transform.h"
#include "library/latent/fit.h"
#include "library/tensor_image.h"
#include "models/autoencoder.h"
#include "models/model_file.h"

namespace noiseloom {

NodeDef latent_encode_node() {
    NodeDef n("latent.encode", 1);
    n.text("Encode Image", "Latent", "Turns pictures into latents, to start from them or to repaint a part.");
    n.keywords("vae image to image inpaint mask");
    In<Autoencoder> autoencoder = n.in<Autoencoder>("autoencoder").doc("The autoencoder of the model.");
    In<Images> image = n.in<Images>("image").doc("The pictures. Sides that the model cannot make are continued to the next size it can.");
    In<Mask> mask = n.in<Mask>("mask").optional().doc(
        "Where the sampler may repaint (1); elsewhere it keeps the picture. Scaled to the picture where its sides have the same ratio.");
    In<bool> sampled = n.in<bool>("sampled").value(false).doc("Draw from what the encoder allows (as diffusers does) instead of taking its middle.");
    In<Seed> seed = n.in<Seed>("seed").value(Seed{0}).doc("Seed of that draw.");
    Out<Latent> out = n.out<Latent>("latent").doc("The pictures as latents.");
    n.run([=](Run& r) -> Result<void> {
        std::optional<Mask> hole;   // before the work, which may be long
        if (const Mask* given = r.maybe(mask)) {
            NL_TRY(hole, fitted(*given, r[image].first().width, r[image].first().height));
        }
        const int factor = r[autoencoder].format().factor;
        const at::Tensor pixels = to_tensor(r[image]).to(at::Device(r[autoencoder].device()));
        const Moments moments = r[autoencoder].encode(continued_to_multiple(pixels, factor), r.cancel());
        NL_CHECK(check_mapped_files());   // weights changed while in use would give a wrong picture
        at::Tensor noise;
        if (r[sampled]) noise = make_noise(NoiseKind::philox, r[seed].number)->draw(moments.mean.sizes(), {}).to(moments.mean.device());
        Latent latent{r[autoencoder].latent(moments, noise), {}};
        if (hole) latent.mask = latent_mask(*hole, latent.samples, factor);
        latent.picture_height = static_cast<int>(pixels.size(2));
        latent.picture_width = static_cast<int>(pixels.size(3));
        return r.set(out, std::move(latent));
    });
    return n;
}

}  // namespace noiseloom
