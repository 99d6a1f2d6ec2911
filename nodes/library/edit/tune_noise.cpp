#include <ATen/ATen.h>

#include "diffusion/steppers.h"
#include "library/edit/common.h"
#include "models/model_file.h"
#include "training/diffusion_clip/fine_tune.h"

namespace noiseloom {

NodeDef edit_tune_noise_node() {
    NodeDef n("edit.tune_noise", 1);
    n.text("Tune Noise", "Edit",
           "Changes the noise of inverted pictures, and not the model, until what is drawn from it changed as a text changes. For one picture; nothing is learnt for others.");
    n.keywords("latent optimisation diffusionclip clip");
    In<Denoiser> model = n.in<Denoiser>("model").doc("The model.");
    In<Autoencoder> autoencoder = n.in<Autoencoder>("autoencoder").doc("Its autoencoder.");
    In<InvertedPictures> inversion = n.in<InvertedPictures>("inversion").doc("The inverted pictures.");
    In<ScheduledConditioning> conditioning = n.in<ScheduledConditioning>("conditioning").optional().doc("The prompt that they were inverted with.");
    const EditLossInputs judge(n);
    In<std::int64_t> steps = n.in<std::int64_t>("steps").value(6).range(2, 100).doc("Steps of the walk to the picture that is judged.");
    In<std::int64_t> rounds = n.in<std::int64_t>("rounds").value(20).range(1, 10000).doc("How often to change the noise of each picture.");
    In<double> rate = n.in<double>("learning_rate").value(0.02).range(0, 10).doc("How far each time.");
    Out<InvertedPictures> out = n.out<InvertedPictures>("inversion").doc("The pictures with their new noise.");
    n.cost([](const Json& fields) { return 0.5 * fields["steps"].get<double>() * fields["rounds"].get<double>(); });
    n.run([=](Run& r) -> Result<void> {
        InvertedPictures tuned = r[inversion];
        const EditLoss loss = judge.loss(r, r.share(autoencoder));
        const Walk walk{r.share(model), constant_prompt(r.maybe(conditioning)), make_ddim(), way_back(r[model], tuned.depth, static_cast<int>(r[steps])), {}};
        const EditExample rows{tuned.pictures, tuned.latents.to(at::Device(r[model].device()))};
        LearningShow show(r);
        tuned.latents = tuned_latents(walk, loss, rows, static_cast<int>(r[rounds]), r[rate], Memory::recompute,
                                      [&](int done, int count, const EditStep& step) { show(done, count, step.loss, step.x); }, r.cancel())
                            .cpu();
        NL_CHECK(check_mapped_files());
        return r.set(out, std::move(tuned));
    });
    return n;
}

}  // namespace noiseloom
