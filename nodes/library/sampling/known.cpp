#include <ATen/ATen.h>

#include "core/run.h"
#include "diffusion/latent.h"
#include "diffusion/observation.h"

namespace noiseloom {

NodeDef sampling_known_node() {
    NodeDef n("sampling.known", 1);
    n.text("Known Part", "Sampling",
           "What is known of a picture before it is drawn, for the reverse SDE: the part outside of a mask (inpainting), or the grey of every pixel (colourising). The sampler "
           "keeps to it at every noise level, and no model need be trained for that (arXiv 2011.13456, appendix I). The rest heeds it as far as a noisy picture shows it: of two "
           "things that fit nearly as well, the less likely comes too often; Langevin corrections help.");
    n.keywords("inpaint outpaint colourise colorize gray grey imputation sde song");
    In<Latent> latent = n.in<Latent>("latent").doc("The picture as the model draws it, by 'Encode Image'. For the part outside of a mask, with that mask.");
    In<Choice> what = n.in<Choice>("what").choices({"outside_mask", "grey"}).doc(
        "outside_mask: everything where the mask does not allow to repaint. grey: the mean of the channels of every pixel, for models that draw pixels; the picture may have colours, they are not looked at.");
    Out<Observation> out = n.out<Observation>("known").doc("What is known, for 'Reverse SDE'. Sample draws on an empty canvas then.");
    n.run([=](Run& r) -> Result<void> {
        const Latent& given = r[latent];
        if (r[what].word == "grey") {
            if (given.samples.size(1) < 2) return Error{Code::bad_workflow, "the picture has one channel, which is its grey", "Give it a picture with colours, or choose outside_mask.", "", "what", ""};
            return r.set(out, Observation{given.samples, {}});
        }
        if (!given.mask.defined()) return Error{Code::bad_workflow, "the latent has no mask, so nothing would be left to draw", "Give 'Encode Image' a mask.", "", "latent", ""};
        return r.set(out, Observation{given.samples, 1 - given.mask});
    });
    return n;
}

}  // namespace noiseloom
