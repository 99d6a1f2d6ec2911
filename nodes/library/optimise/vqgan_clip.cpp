#include <ATen/ATen.h>

#include "core/run.h"
#include "library/latent/fit.h"
#include "library/optimise/targets.h"
#include "library/optimise/zoom.h"
#include "library/tensor_image.h"
#include "models/model_file.h"

namespace noiseloom {
namespace {

Images pictures(const at::Tensor& image01) { return to_images(image01 * 2 - 1); }

Error no_multiple(int factor) {
    return {Code::bad_workflow, "the autoencoder makes pictures whose sides are multiples of " + std::to_string(factor) + " pixels",
            "Change the width or height to such a number.", "", "width", ""};
}

}  // namespace

NodeDef optimise_vqgan_clip_node() {
    NodeDef n("optimise.vqgan_clip", 1);
    n.text("Search by CLIP (VQGAN-CLIP)", "Optimise",
           "Searches a picture that CLIP finds similar to a text: the gradient of CLIP's judgement moves the latent of an autoencoder, without any diffusion.");
    n.keywords("text to image gradient ascent codebook zoom story");
    In<ClipModel> clip = n.in<ClipModel>("clip").doc("The judge.");
    In<Autoencoder> autoencoder = n.in<Autoencoder>("autoencoder").optional().doc(
        "Whose latent is moved. A VQGAN keeps pictures natural by its codebook; others are freer; without one the pixels themselves are moved, which CLIP "
        "likes best and people least.");
    In<std::string> prompt = n.in<std::string>("prompt").value("a red heart").multiline().doc(
        "TEXT:WEIGHT:STOP, several separated by |, phases of a story by ^. A negative weight drives away; a stop ends a prompt's pull at that distance (0: equal, "
        "about 1: unrelated).");
    In<Images> like = n.in<Images>("like").optional().doc("Pictures to become similar to, in what they show.");
    In<double> like_weight = n.in<double>("like_weight").value(1).range(-10, 10, 0.1).doc("Their weight beside the texts.");
    In<std::string> noise = n.in<std::string>("noise_prompts").value("").doc("Random directions in CLIP's space, WORD:WEIGHT; the word chooses the direction.");
    In<Images> start = n.in<Images>("start").optional().doc("A picture to begin with instead of the canvas; its size is kept.");
    In<Choice> canvas = n.in<Choice>("canvas").choices({"codes", "pixels", "gradient"}).doc(
        "Where it begins: random latents, the encoding of random pixels, or of colours that run into each other.");
    In<std::int64_t> width = n.in<std::int64_t>("width").value(128).range(16, 4096, 8).unit("px").doc("Width of the canvas.");
    In<std::int64_t> height = n.in<std::int64_t>("height").value(128).range(16, 4096, 8).unit("px").doc("Height of the canvas.");
    In<std::int64_t> iterations = n.in<std::int64_t>("iterations").value(150).range(1, 100000, 1).doc("Steps of the gradient.");
    In<double> rate = n.in<double>("learning_rate").value(0.1).range(0.0001, 10, 0.01).doc("How far a step goes: Adam moves each number of the latent by about this.");
    In<double> decay = n.in<double>("weight_decay").value(0).range(0, 10, 0.01).doc("Above 0 latents shrink by this times the learning rate at each step (AdamW).");
    In<double> pull = n.in<double>("init_weight").value(0).range(0, 100, 0.1).doc("How firmly the latent is held where it began: keeps a starting picture recognisable.");
    In<bool> fades = n.in<bool>("init_fades").value(false).doc("The hold is towards zero and fades away instead, as in later versions of VQGAN-CLIP.");
    In<std::int64_t> frame_every = n.in<std::int64_t>("frame_every").value(10).range(0, 100000, 1).doc(
        "Iterations from one frame to the next, each moved by the zoom if there is one; 0: only the last picture is a frame.");
    In<Cutouts> cutouts = n.in<Cutouts>("cutouts").optional().doc("What CLIP is shown; 32 of the whole picture, augmented, if nothing is wired.");
    In<Zoom> zoom = n.in<Zoom>("zoom").optional().doc("How the picture moves after every frame.");
    In<Seed> seed = n.in<Seed>("seed").value(Seed{0}).doc("Of the canvas and of everything random in the cutouts; the same seed gives the same picture.");
    Out<Images> image = n.out<Images>("image").doc("The picture that was found.");
    Out<Images> frames = n.out<Images>("frames").doc("How it came about: all frames, the finished picture last.");
    n.run([=](Run& r) -> Result<void> {
        SearchSettings settings;
        settings.iterations = r[iterations];
        settings.seed = r[seed].number;
        settings.ascent = {r[rate], r[decay], r[pull], r[fades]};
        settings.frame_every = r[frame_every];
        if (const Cutouts* given = r.maybe(cutouts)) settings.cutouts = *given;
        if (const Zoom* given = r.maybe(zoom)) settings.zoom = *given;
        NL_TRY(settings.phases, search_targets(r[clip], r[prompt], r[noise]));
        const auto model = r.share(autoencoder);
        if (const Images* given = r.maybe(like)) {
            const Search judge(nullptr, r[clip].clip, settings);
            for (const Image& one : given->items)
                for (auto& phase : settings.phases) phase.push_back({judge.embedding((to_tensor(Images{{one}}) + 1) / 2), r[like_weight]});
        }
        for (const auto& phase : settings.phases)
            if (phase.empty())
                return Error{Code::bad_workflow, "there is nothing to search for: the prompt is empty", "Write a prompt, or wire a picture to 'like'.", "", "prompt", ""};
        const Search search(model, r[clip].clip, settings);
        const int factor = model ? model->format().factor : 1;
        std::int64_t h = r[height], w = r[width];
        at::Tensor z;
        if (const Images* given = r.maybe(start)) {
            const at::Tensor picture = (to_tensor(Images{{given->first()}}) + 1) / 2;
            h = picture.size(2), w = picture.size(3);
            z = search.encoded(continued_to_multiple(picture, factor), r.cancel());
        } else if (h % factor != 0 || w % factor != 0) {
            return no_multiple(factor);
        } else {
            const std::string& word = r[canvas].word;
            z = search.canvas(word == "codes" ? Canvas::codes : word == "pixels" ? Canvas::pixels : Canvas::gradient, h, w, r.cancel());
        }
        SearchObserver observer;
        observer.cancel = r.cancel();
        observer.on_step = [&](std::int64_t done, double loss) {
            r.context().progress(static_cast<double>(done), static_cast<double>(settings.iterations));
            r.context().metric("distance", static_cast<int>(done), loss);
        };
        observer.on_picture = [&](std::int64_t done, const at::Tensor& made) { r.context().preview(Value::of(pictures(made)), static_cast<int>(done)); };
        Images film;
        for (const at::Tensor& frame : search.run(z, observer)) film.items.push_back(pictures(frame.narrow(2, 0, h).narrow(3, 0, w)).first());
        NL_CHECK(check_mapped_files());   // weights changed while in use would give a wrong picture
        NL_CHECK(r.set(image, Images{{film.items.back()}}));
        return r.set(frames, std::move(film));
    });
    return n;
}

}  // namespace noiseloom
