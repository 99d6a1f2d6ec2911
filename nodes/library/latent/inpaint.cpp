#include <ATen/ATen.h>

#include "core/run.h"
#include "diffusion/latent.h"
#include "diffusion/scheduled_conditioning.h"
#include "image/transform.h"
#include "library/latent/fit.h"
#include "library/tensor_image.h"
#include "models/autoencoder.h"

namespace noiseloom {

NodeDef latent_inpaint_node() {
    NodeDef n("latent.inpaint", 1);
    n.text("Inpainting Model Input", "Latent", "For models made for inpainting (9 input channels): tells them the mask and the picture around it.");
    n.keywords("inpaint outpaint 9 channel mask");
    In<ScheduledConditioning> positive = n.in<ScheduledConditioning>("positive").doc("The prompt.");
    In<ScheduledConditioning> negative = n.in<ScheduledConditioning>("negative").doc("The negative or empty prompt.");
    In<Autoencoder> autoencoder = n.in<Autoencoder>("autoencoder").doc("The autoencoder of the model.");
    In<Images> image = n.in<Images>("image").doc("The picture; the first of a batch.");
    In<Mask> mask = n.in<Mask>("mask").doc("Where to repaint (1). Scaled to the picture where its sides have the same ratio.");
    Out<ScheduledConditioning> positive_out = n.out<ScheduledConditioning>("positive").doc("The prompt with mask and picture.");
    Out<ScheduledConditioning> negative_out = n.out<ScheduledConditioning>("negative").doc("The negative prompt with mask and picture.");
    Out<Latent> latent_out = n.out<Latent>("latent").doc("The picture as latent, with the mask.");
    n.run([=](Run& r) -> Result<void> {
        NL_TRY(const Mask fits, fitted(r[mask], r[image].first().width, r[image].first().height));
        const Autoencoder& coder = r[autoencoder];
        const int factor = coder.format().factor;
        const at::Device device(coder.device());
        const at::Tensor pixels = to_tensor(Images{{r[image].first()}}).to(device);
        const at::Tensor hole = to_tensor(fits).to(device);
        const at::Tensor around = pixels * (hole < 0.5).to(at::kFloat);
        const at::Tensor known = coder.latent(coder.encode(continued_to_multiple(around, factor), r.cancel()), {});
        Latent latent{coder.latent(coder.encode(continued_to_multiple(pixels, factor), r.cancel()), {}), {}};
        latent.mask = latent_mask(fits, latent.samples, factor);
        latent.picture_height = static_cast<int>(pixels.size(2));
        latent.picture_width = static_cast<int>(pixels.size(3));
        const at::Tensor extra = at::cat({(latent.mask > 0.5).to(at::kFloat), known}, 1);
        const auto with_extra = [&](Conditioning conditioning) {
            conditioning.concat = extra;
            return conditioning;
        };
        NL_CHECK(r.set(positive_out, r[positive].transformed(with_extra)));
        NL_CHECK(r.set(negative_out, r[negative].transformed(with_extra)));
        return r.set(latent_out, std::move(latent));
    });
    return n;
}

}  // namespace noiseloom
