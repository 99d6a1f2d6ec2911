#include <ATen/ATen.h>

#include "diffusion/steppers.h"
#include "library/edit/common.h"
#include "models/model_file.h"
#include "training/diffusion_clip/fine_tune.h"
#include "training/trainable.h"

namespace noiseloom {

NodeDef edit_fine_tune_node() {
    NodeDef n("edit.fine_tune", 1);
    n.text("Learn Edit", "Edit",
           "Fine-tunes a model so that what it draws from inverted pictures changes as a text changes (DiffusionCLIP). Learnt once, the edit applies to other pictures too.");
    n.keywords("diffusionclip fine-tune train clip directional style manipulation");
    In<Denoiser> model = n.in<Denoiser>("model").doc("The original model.");
    In<Autoencoder> autoencoder = n.in<Autoencoder>("autoencoder").doc("Its autoencoder.");
    In<InvertedPictures> inversion = n.in<InvertedPictures>("inversion").doc("Pictures to learn from: one for an edit of its own, some dozens for one of all their kind.");
    In<ScheduledConditioning> conditioning = n.in<ScheduledConditioning>("conditioning").optional().doc("The prompt that the pictures were inverted with.");
    const EditLossInputs judge(n);
    In<Choice> method = n.in<Choice>("method").choices({"full", "memory_saving", "efficient"}).doc(
        "full: the walk's end is judged and all its steps learn. memory_saving: the same, with memory for one step only and a third more work. efficient: "
        "each step's guess of the end is judged at once; quicker and cruder.");
    In<std::int64_t> steps = n.in<std::int64_t>("steps").value(6).range(2, 100).doc("Steps of the walk while learning; few are enough.");
    In<std::int64_t> rounds = n.in<std::int64_t>("rounds").value(5).range(1, 1000).doc("How often to go through the pictures.");
    In<double> rate = n.in<double>("learning_rate").value(4e-6).range(0, 1).doc(
        "How far each step changes the weights: 2e-6 to 8e-6 for large models and some dozens of pictures, more for small ones.");
    In<double> growth = n.in<double>("growth").value(1.3).range(0.1, 10, 0.05).doc("What the learning rate is multiplied by after each round.");
    Out<TunedWeights> out = n.out<TunedWeights>("weights").doc("What was learnt, for an Apply Edit node.");
    n.cost([](const Json& fields) { return 0.5 * fields["steps"].get<double>() * fields["rounds"].get<double>(); });
    n.run([=](Run& r) -> Result<void> {
        const Trainable trainable = trainable_copy(r[model]);
        const InvertedPictures& inverted = r[inversion];
        const EditLoss loss = judge.loss(r, r.share(autoencoder));
        const Walk walk{trainable.model, constant_prompt(r.maybe(conditioning)), make_ddim(),
                        way_back(r[model], inverted.depth, static_cast<int>(r[steps])), {}};
        const std::string& word = r[method].word;
        const EditMethod how = word == "full" ? EditMethod::full : word == "efficient" ? EditMethod::efficient : EditMethod::memory_saving;
        const EditExample rows{inverted.pictures, inverted.latents.to(at::Device(r[model].device()))};
        LearningShow show(r);
        fine_tune(trainable.weights, walk, loss, rows, {how, static_cast<int>(r[rounds]), r[rate], r[growth]},
                  [&](int done, int count, const EditStep& step) { show(done, count, step.loss, step.x); }, r.cancel());
        show.end(static_cast<int>(r[rounds]));
        NL_CHECK(check_mapped_files());
        TunedWeights tuned;
        for (const auto& name : trainable.weights.names()) tuned.tensors[name] = trainable.weights.find(name).detach().cpu();
        return r.set(out, std::move(tuned));
    });
    return n;
}

}  // namespace noiseloom
