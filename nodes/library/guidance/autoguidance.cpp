#include "core/run.h"
#include "diffusion/guiders.h"

namespace noiseloom {

NodeDef guidance_autoguidance_node() {
    NodeDef n("guidance.autoguidance", 1);
    n.text("Autoguidance", "Guidance",
           "Pushes a prediction away from a worse one of the same picture: of a smaller or less trained model. Better pictures without less diversity (arXiv 2406.02507).");
    n.keywords("bad model weak guidance");
    In<Guider> good = n.in<Guider>("good").doc("The prediction to improve.");
    In<Guider> bad = n.in<Guider>("bad").doc("A worse one, for the same prompt: its mistakes are the good one's, enlarged. Of the same latent space.");
    In<Curve> scale = n.in<Curve>("scale").value(2.0).range(-10, 20, 0.05).doc("s in bad + s(good - bad). 1 is the good one alone. May change over the steps.");
    Out<Guider> guider = n.out<Guider>("guider").doc("The guided prediction.");
    n.run([=](Run& r) -> Result<void> {
        const LatentFormat one = r[good].model()->format(), other = r[bad].model()->format();
        if (one.channels != other.channels || one.factor != other.factor)
            return Error{Code::bad_workflow, "the two guidances are of models with different latents", "Take a worse model of the same kind.", "", "bad", ""};
        return r.set(guider, make_autoguidance(r.share(good), r.share(bad), r[scale]));
    });
    return n;
}

}  // namespace noiseloom
