#include <ATen/ATen.h>

#include "library/edit/common.h"
#include "library/latent/fit.h"
#include "library/tensor_image.h"
#include "models/model_file.h"
#include "training/diffusion_clip/inverted_data.h"

namespace noiseloom {

NodeDef edit_invert_node() {
    NodeDef n("edit.invert", 1);
    n.text("Invert Image", "Edit", "Walks from a picture back to the noise that the model would draw it from. What a changed model draws from there is the edited picture.");
    n.keywords("ddim inversion diffusionclip latent encode");
    In<Denoiser> model = n.in<Denoiser>("model").doc("The original model.");
    In<Autoencoder> autoencoder = n.in<Autoencoder>("autoencoder").doc("Its autoencoder.");
    In<Images> image = n.in<Images>("image").doc("The pictures, of a size that the model draws well.");
    In<ScheduledConditioning> conditioning = n.in<ScheduledConditioning>("conditioning").optional().doc(
        "What the pictures show, for models that read a prompt. The same one goes to the nodes that follow.");
    In<std::int64_t> depth = n.in<std::int64_t>("depth").value(500).range(1, 999).doc(
        "The training step to walk to, of 1000: deep enough for what shall change to be undecided again. 300 for colours, 500 to 600 for shapes.");
    In<std::int64_t> steps = n.in<std::int64_t>("steps").value(40).range(2, 1000).doc("How many levels to walk through. More steps lead back more exactly.");
    In<Choice> told = n.in<Choice>("told").choices({"start", "end"}).doc(
        "Which noise level the model is told in each step: where it starts, as in DiffusionCLIP, or where it leads, as in diffusers.");
    Out<InvertedPictures> out = n.out<InvertedPictures>("inversion").doc("The pictures with their noise.");
    n.cost([](const Json& fields) { return 0.2 * fields["steps"].get<double>(); });
    n.run([=](Run& r) -> Result<void> {
        const int to = static_cast<int>(r[depth]), count = static_cast<int>(r[steps]);
        way_back(r[model], to, count);   // fails before the work
        const at::Tensor pictures = to_tensor(r[image]);
        const InversionSettings settings{r.share(model), constant_prompt(r.maybe(conditioning)), r.share(autoencoder), to, count,
                                         r[told].word == "end" ? Told::end : Told::start};
        const at::Tensor whole = continued_to_multiple(pictures, r[autoencoder].format().factor);
        at::Tensor latents = inverted_latents(settings, whole, r.cancel(), [&](int k, int of) { r.context().progress(k, of); });
        NL_CHECK(check_mapped_files());   // weights changed while in use would give a wrong picture
        return r.set(out, InvertedPictures{pictures, latents.cpu(), to});
    });
    return n;
}

}  // namespace noiseloom
