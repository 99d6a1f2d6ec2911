#include "core/run.h"
#include "diffusion/guiders.h"
#include "models/class_criterion.h"

namespace noiseloom {

NodeDef guidance_classifier_node() {
    NodeDef n("guidance.classifier", 1);
    n.text("Classifier Guidance", "Guidance",
           "Moves each step along the gradient of a classifier that sees through noise: towards what it takes for the class (arXiv 2105.05233). On top of any other guidance.");
    n.keywords("class adm guided-diffusion gradient");
    In<Guider> inner = n.in<Guider>("guider").doc("What to guide: the prompt alone, classifier-free guidance, another classifier.");
    In<Classifier> classifier = n.in<Classifier>("classifier").doc("A classifier of what the model draws: of its latents, or of pixels, in the same size.");
    In<std::string> asked = n.in<std::string>("class").value("").doc(
        "What it shall see: \"cat\"; of a classifier with several questions also \"kind: cat, colour: red\". A number where it names no classes.");
    In<Curve> scale = n.in<Curve>("scale").value(1.0).range(-100, 100, 0.1).doc(
        "How strongly. About 10 for a model that knows no classes, 0.5 to 4 on top of one that does; below 0 away from the class. 0 saves the work. May change over the steps.");
    In<Choice> kind = n.in<Choice>("gradient").choices({"log_probability", "logit"}).doc(
        "Of the class's log-probability, or of its logit alone, which does not push other classes away.");
    In<double> longest = n.in<double>("longest").value(0.0).range(0, 1e6, 0.1).doc("Longest gradient of a picture; 0: any.");
    Out<Guider> guider = n.out<Guider>("guider").doc("The guided prediction. With DDPM the mean is shifted (Algorithm 1), with other samplers the noise (Algorithm 2).");
    n.run([=](Run& r) -> Result<void> {
        NL_TRY(auto classes, find_classes(r[classifier], r[asked]));
        const auto gradient = r[kind].word == "logit" ? ClassGradient::logit : ClassGradient::log_probability;
        return r.set(guider, make_gradient(r.share(inner), make_class_criterion(r.share(classifier), std::move(classes), gradient), r[scale], r[longest]));
    });
    return n;
}

}  // namespace noiseloom
