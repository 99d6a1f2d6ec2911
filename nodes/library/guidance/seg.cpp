#include "core/run.h"
#include "diffusion/guiders.h"

namespace noiseloom {

NodeDef guidance_seg_node() {
    NodeDef n("guidance.seg", 1);
    n.text("Smoothed Energy Guidance", "Guidance",
           "Pushes the prediction away from what the model draws when neighbouring positions ask their self-attention alike (SEG, arXiv 2408.00760). As Perturbed-Attention "
           "Guidance, but how much is spoilt can be chosen, and less of it changes colours less. On top of any other guidance, and of none.");
    n.keywords("seg self-attention energy blur structure perturbed");
    In<Guider> inner = n.in<Guider>("guider").doc("What to guide: classifier-free guidance, the prompt alone, a class, nothing.");
    In<Curve> scale = n.in<Curve>("scale").value(3.0).range(-30, 30, 0.1).doc(
        "s in + s(c - c'): c is the prediction for the prompt, c' the same with blurred queries. 0 saves the work. May change over the steps.");
    In<double> blur = n.in<double>("blur").value(100.0).range(0, 10000, 0.5).doc(
        "How far queries are blurred (σ), in positions of the layer: 0 changes nothing, from about the side of the layer on all positions ask nearly the same, above 9999 exactly.");
    In<std::string> layers = n.in<std::string>("layers").value("mid").doc(
        "Whose queries: \"mid\", \"down.2\", \"up.1.0\" (as diffusers counts) or \"output.3\" (as ComfyUI does), several with commas.");
    Out<Guider> guider = n.out<Guider>("guider").doc("The guided prediction. It costs one prediction more, made together with the others.");
    n.run([=](Run& r) {
        return r.set(guider,
                     make_perturbed_attention(r.share(inner), {AttentionChange::Kind::blurred_queries, r[blur], attention_layers_in(r[layers])}, r[scale]));
    });
    return n;
}

}  // namespace noiseloom
