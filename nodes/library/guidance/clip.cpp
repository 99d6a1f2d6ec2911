#include "clip_guidance/clip_picture_loss.h"
#include "core/run.h"
#include "diffusion/guiders.h"
#include "library/optimise/targets.h"
#include "library/tensor_image.h"

namespace noiseloom {
namespace {

EstimatePath path_named(const std::string& word) {
    return word == "network" ? EstimatePath::network : word == "blended" ? EstimatePath::blended : EstimatePath::constant_epsilon;
}

}  // namespace

NodeDef guidance_clip_node() {
    NodeDef n("guidance.clip", 1);
    n.text("CLIP Guidance", "Guidance",
           "Looks with CLIP at what each step expects the picture to become, and moves it towards a text or a picture. On top of any other guidance, or of none.");
    n.keywords("clip guided diffusion gradient loss text image");
    In<Guider> inner = n.in<Guider>("guider").doc("What to guide: the prompt alone, no prompt, classifier-free guidance.");
    In<ClipModel> clip = n.in<ClipModel>("clip").doc("The judge.");
    In<Autoencoder> autoencoder = n.in<Autoencoder>("autoencoder").optional().doc(
        "Decodes what the model draws, where that are latents; a small preview decoder is enough and faster.");
    In<std::string> prompt = n.in<std::string>("prompt").value("a red heart").multiline().doc("TEXT:WEIGHT, several separated by |. A negative weight drives away.");
    In<Images> like = n.in<Images>("like").optional().doc("Pictures to become similar to, in what they show.");
    In<double> like_weight = n.in<double>("like_weight").value(1).range(-10, 10, 0.1).doc("Their weight beside the texts.");
    In<Curve> scale = n.in<Curve>("scale").value(100.0).range(0, 100000, 10).doc(
        "How strongly: about 100 for latents, 500 to 5000 for pixels of 256. 0 saves the work. May change over the steps.");
    In<Choice> path = n.in<Choice>("gradient").choices({"constant_epsilon", "network", "blended"}).doc(
        "The way of the gradient: as if the model said the same for any picture (fast), through the model too (better; slow, much memory), or of the estimate "
        "blended with the noisy picture.");
    In<Choice> distance = n.in<Choice>("distance").choices({"spherical", "cosine"}).doc("The squared angle, or 1 - cos, which pulls less when it is nearly right.");
    In<Cutouts> cutouts = n.in<Cutouts>("cutouts").optional().doc("What CLIP is shown; 16 squares of random size, augmented, if nothing is wired.");
    In<double> roughness = n.in<double>("smooth").value(0).range(0, 1000, 0.1).doc("Weight against differences between neighbouring pixels (total variation).");
    In<double> excess = n.in<double>("range").value(0).range(0, 1000, 0.1).doc("Weight against values outside of what a picture can show.");
    In<double> longest = n.in<double>("longest").value(0.0).range(0, 1e6, 0.1).doc("Longest gradient of a picture; 0: any.");
    In<std::int64_t> backward_steps = n.in<std::int64_t>("backward_steps").value(0).range(0, 1000).doc(
        "Universal guidance's backward step (arXiv 2302.07121): beside the shift by 'scale', so many steps of gradient descent change the expected picture itself until CLIP is pleased. "
        "Insists where one gradient is too weak; with 'Recurrence' of the sampler the model makes a picture of it again. 0: none.");
    In<double> backward_rate = n.in<double>("backward_rate").value(20.0).range(0, 100000, 1).doc("How far each of these steps goes, in gradients.");
    In<Seed> seed = n.in<Seed>("seed").value(Seed{0}).doc("Of everything random in the cutouts.");
    Out<Guider> guider = n.out<Guider>("guider").doc("The guided prediction.");
    n.run([=](Run& r) -> Result<void> {
        constexpr int usual_count = 16;
        ClipPictureLossSettings settings;
        settings.cutouts.method = Cutouts::Method::updated;
        settings.cutouts.count = usual_count;
        if (const Cutouts* given = r.maybe(cutouts)) settings.cutouts = *given;
        settings.distance = r[distance].word == "cosine" ? ClipDistance::cosine : ClipDistance::spherical;
        settings.roughness = r[roughness];
        settings.excess = r[excess];
        settings.seed = r[seed].number;
        NL_TRY(auto phases, search_targets(r[clip], r[prompt], ""));
        if (phases.size() > 1) return Error{Code::bad_workflow, "the prompt has several phases (^)", "Use the curve of the scale, or several nodes.", "", "prompt", ""};
        settings.targets = std::move(phases.front());
        if (const Images* given = r.maybe(like))
            for (const Image& one : given->items) settings.targets.push_back({r[clip].pictures(to_tensor(Images{{one}})), r[like_weight]});
        if (settings.targets.empty())
            return Error{Code::bad_workflow, "there is nothing to guide to: the prompt is empty", "Write a prompt, or wire a picture to 'like'.", "", "prompt", ""};
        const LatentFormat format = r[inner].model()->format();
        const auto decoder = r.share(autoencoder);
        if (!decoder && (format.channels != 3 || format.factor != 1))
            return Error{Code::bad_workflow, "CLIP cannot read the latents that this model draws", "Wire the autoencoder that decodes them.", "", "autoencoder", ""};
        if (decoder && decoder->format().channels != format.channels)
            return Error{Code::bad_workflow, "this autoencoder decodes other latents than the model draws", "Wire the one that belongs to the model.", "", "autoencoder", ""};
        const auto loss = make_clip_picture_loss(r[clip], decoder, std::move(settings));
        auto forward = make_estimate_gradient(r.share(inner), loss, r[scale], path_named(r[path].word), r[longest]);
        return r.set(guider, make_backward(std::move(forward), loss, {static_cast<int>(r[backward_steps]), r[backward_rate], r[longest]}));
    });
    return n;
}

}  // namespace noiseloom
