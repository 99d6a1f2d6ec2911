#include <ATen/ATen.h>

#include "image/images.h"
#include "library/model/mixture_inputs.h"
#include "library/tensor_image.h"
#include "models/architectures/pixels.h"
#include "models/mixture_classifier.h"

namespace noiseloom {

NodeDef model_picture_mixture_node() {
    NodeDef n("model.picture_mixture", 1);
    n.text("Gaussians of Pictures", "Model",
           "A model of pixels whose truth is known: each given picture is a class, of which it draws the picture with some grain. Score, classifier and conditional are exact.");
    n.keywords("mixture laboratory analytic exact toy score classifier pictures");
    std::vector<In<Images>> inputs;
    for (int i = 1; i <= 8; ++i) {
        InBuilder<Images> input = n.in<Images>("image_" + std::to_string(i)).doc(i == 1 ? "The first class, or a batch of classes. Pictures are square and of one size." : "Another one.");
        if (i > 1) input.optional();
        inputs.push_back(input);
    }
    const MixtureInputs mixture(n, 0.1);
    Out<Denoiser> model = n.out<Denoiser>("model").doc("The model. Its classes are called 0, 1, 2, ...: ask for one by 'Class'.");
    Out<Classifier> classifier = n.out<Classifier>("classifier").doc("The exact classifier at every noise level.");
    Out<Autoencoder> autoencoder = n.out<Autoencoder>("autoencoder").doc("Pixels as they are, for decoding.");
    Out<Mixture> truth = n.out<Mixture>("truth").doc("The distribution itself, for measures.");
    n.off_device();
    n.run([=](Run& r) -> Result<void> {
        Images all;
        for (const In<Images>& input : inputs)
            if (const Images* given = r.maybe(input)) all.items.insert(all.items.end(), given->items.begin(), given->items.end());
        const int side = all.first().width;
        if (all.first().height != side)
            return Error{Code::bad_workflow, "the pictures are " + std::to_string(side) + " x " + std::to_string(all.first().height) + ", and this model draws squares", "Crop or resize them first.", "", "image_1", ""};
        NL_TRY(const Mixture made, mixture.read(r, to_tensor(all).flatten(1).to(at::kDouble)));
        NL_CHECK(r.set(model, make_mixture_denoiser(made, mixture.schedule(r), {3, 1, 1, 0})));
        NL_CHECK(r.set(classifier, make_mixture_classifier(made, 3, side)));
        NL_CHECK(r.set(autoencoder, std::shared_ptr<const Autoencoder>(std::make_shared<PixelSpace>("cpu"))));
        return r.set(truth, made);
    });
    return n;
}

}  // namespace noiseloom
