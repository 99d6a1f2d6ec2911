#include <numbers>

#include <ATen/ATen.h>

#include "diffusion/latent.h"
#include "library/model/mixture_inputs.h"
#include "models/mixture_classifier.h"

namespace noiseloom {

NodeDef model_mixture_node() {
    NodeDef n("model.mixture", 1);
    n.text("Gaussians in the Plane", "Model",
           "A model whose truth is known: points in a plane, each class a Gaussian, the classes on a circle. Score, classifier and conditional are exact, so whatever a "
           "sampler or a guidance does wrong is its own.");
    n.keywords("mixture laboratory analytic exact toy 2d score classifier three");
    In<std::int64_t> classes = n.in<std::int64_t>("classes").value(3).range(1, 64).doc("Number of Gaussians. The first is at the top, the others follow counterclockwise; they are called 0, 1, 2, ...");
    In<double> radius = n.in<double>("radius").value(1).range(0, 1000, 0.1).doc("Of the circle on which their means lie.");
    const MixtureInputs mixture(n, 0.5);
    In<std::int64_t> count = n.in<std::int64_t>("count").value(1000).range(1, 100000).doc("Samples on the canvas.");
    Out<Denoiser> model = n.out<Denoiser>("model").doc("The model. Ask it for a class by 'Class'.");
    Out<Classifier> classifier = n.out<Classifier>("classifier").doc("The exact classifier at every noise level.");
    Out<Mixture> truth = n.out<Mixture>("truth").doc("The distribution itself, for plots and measures.");
    Out<Latent> canvas = n.out<Latent>("canvas").doc("An empty canvas for a sampler: so many points.");
    n.off_device();
    n.run([=](Run& r) -> Result<void> {
        const at::Tensor angles = at::arange(r[classes], at::kDouble) * (2 * std::numbers::pi / static_cast<double>(r[classes])) + std::numbers::pi / 2;
        NL_TRY(const Mixture made, mixture.read(r, at::stack({angles.cos(), angles.sin()}, 1) * r[radius]));
        NL_CHECK(r.set(model, make_mixture_denoiser(made, mixture.schedule(r), {2, 1, 1, 0})));
        NL_CHECK(r.set(classifier, make_mixture_classifier(made, 2, 1)));
        NL_CHECK(r.set(truth, made));
        return r.set(canvas, Latent{at::zeros({r[count], 2, 1, 1}), {}});
    });
    return n;
}

}  // namespace noiseloom
