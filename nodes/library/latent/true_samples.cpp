#include <ATen/ATen.h>

#include "core/run.h"
#include "diffusion/analytic.h"
#include "diffusion/latent.h"

namespace noiseloom {

NodeDef latent_true_samples_node() {
    NodeDef n("latent.true_samples", 1);
    n.text("True Samples", "Latent", "Draws from a known distribution itself, without diffusion: what a sampler's results are to be compared with.");
    n.keywords("mixture gaussian ground truth reference laboratory");
    In<Mixture> truth = n.in<Mixture>("truth").doc("The distribution, of a mixture's node.");
    In<Latent> canvas = n.in<Latent>("canvas").doc("The canvas that would be sampled, for the number of samples and their shape.");
    In<Seed> seed = n.in<Seed>("seed").value(Seed{1}).doc("Chooses the samples.");
    Out<Latent> out = n.out<Latent>("latent").doc("The samples.");
    n.off_device();
    n.run([=](Run& r) -> Result<void> {
        const at::Tensor shape = r[canvas].samples;
        if (shape[0].numel() != r[truth].means.size(1))
            return Error{Code::bad_workflow,
                         "this distribution is one of " + std::to_string(r[truth].means.size(1)) + " values a sample, and the canvas has " + std::to_string(shape[0].numel()),
                         "Take the canvas that comes with the model, or one of its pictures' size.", "", "canvas", ""};
        return r.set(out, Latent{draw_samples(r[truth], shape.size(0), r[seed].number).view(shape.sizes()), {}});
    });
    return n;
}

}  // namespace noiseloom
