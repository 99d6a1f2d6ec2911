#include "core/run.h"
#include "diffusion/guiders.h"

namespace noiseloom {

NodeDef guidance_pag_node() {
    NodeDef n("guidance.pag", 1);
    n.text("Perturbed-Attention Guidance", "Guidance",
           "Pushes the prediction away from what the model draws when positions of the picture cannot look at each other: towards parts that fit together "
           "(PAG, arXiv 2403.17377). On top of any other guidance, and of none: it needs no prompt.");
    n.keywords("pag self-attention structure identity perturbed");
    In<Guider> inner = n.in<Guider>("guider").doc("What to guide: classifier-free guidance, the prompt alone, a class, nothing.");
    In<Curve> scale = n.in<Curve>("scale").value(3.0).range(-30, 30, 0.1).doc(
        "s in + s(c - c'): c is the prediction for the prompt, c' the same with attention maps that are the identity. Beside classifier-free guidance 2 to 4, and its own scale lower. "
        "0 saves the work. May change over the steps.");
    In<std::string> layers = n.in<std::string>("layers").value("mid").doc(
        "Whose self-attention is spoilt: \"mid\", \"down.2\", \"up.1.0\" (as diffusers counts) or \"output.3\" (as ComfyUI does), several with commas. "
        "The middle decides on the whole picture; more layers spoil more, and burn sooner.");
    Out<Guider> guider = n.out<Guider>("guider").doc("The guided prediction. It costs one prediction more, made together with the others.");
    n.run([=](Run& r) {
        return r.set(guider, make_perturbed_attention(r.share(inner), {AttentionChange::Kind::identity, 0, attention_layers_in(r[layers])}, r[scale]));
    });
    return n;
}

}  // namespace noiseloom
