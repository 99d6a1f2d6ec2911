#include <ATen/ATen.h>

#include "core/run.h"
#include "diffusion/latent.h"
#include "library/tensor_image.h"
#include "models/autoencoder.h"
#include "models/model_file.h"

namespace noiseloom {

NodeDef latent_decode_node() {
    NodeDef n("latent.decode", 1);
    n.text("Decode Latent", "Latent", "Turns latents into pictures.");
    n.keywords("vae image");
    In<Autoencoder> autoencoder = n.in<Autoencoder>("autoencoder").doc("The autoencoder of the model.");
    In<Latent> latent = n.in<Latent>("latent").doc("What a sampler made.");
    Out<Images> out = n.out<Images>("image").doc("The pictures.");
    n.run([=](Run& r) -> Result<void> {
        const Latent& given = r[latent];
        at::Tensor pixels = r[autoencoder].decode(given.samples.to(at::Device(r[autoencoder].device())), r.cancel());
        NL_CHECK(check_mapped_files());   // weights changed while in use would give a wrong picture
        if (given.picture_width > 0) pixels = pixels.narrow(2, 0, given.picture_height).narrow(3, 0, given.picture_width);
        return r.set(out, to_images(pixels));
    });
    return n;
}

}  // namespace noiseloom
