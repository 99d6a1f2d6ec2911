#include "clip_guidance/cutouts.h"
#include "core/run.h"

namespace noiseloom {

NodeDef optimise_cutouts_node() {
    NodeDef n("optimise.cutouts", 1);
    n.text("Cutouts", "Optimise", "Chooses what CLIP is shown of a picture at every iteration.");
    n.keywords("augmentation crops vqgan clip guided");
    In<Choice> method = n.in<Choice>("method").choices({"latest", "original", "updated"}).doc(
        "latest: the whole picture each time, pooled to CLIP's size; only the augmentations differ. original: squares of random size and place, without "
        "augmentations. updated: such squares, augmented.");
    In<std::int64_t> count = n.in<std::int64_t>("count").value(32).range(1, 512, 1).doc(
        "How many at once. More give a calmer gradient and take longer; with few, CLIP is easily pleased by noise.");
    In<double> power = n.in<double>("power").value(1).range(0.05, 10, 0.05).doc(
        "Of the squares' sides: above 1 small ones are more frequent (details), below 1 large ones (composition).");
    In<double> noise = n.in<double>("noise").value(0.1).range(0, 1, 0.01).doc("Noise is added to every cutout, of a random deviation up to this.");
    In<std::string> augments = n.in<std::string>("augments").value("affine, perspective, jitter, erasing").doc(
        "Random changes in the order in which they act: affine (turn, move, shear), perspective, jitter (hue and saturation), erasing (a part is black), flip, "
        "sharpness. Without any the search finds patterns that please CLIP and show nothing.");
    Out<Cutouts> out = n.out<Cutouts>("cutouts").doc("For a search by CLIP.");
    n.off_device();
    n.run([=](Run& r) -> Result<void> {
        Cutouts cutouts;
        const std::string& word = r[method].word;
        cutouts.method = word == "latest" ? Cutouts::Method::latest : word == "original" ? Cutouts::Method::original : Cutouts::Method::updated;
        cutouts.count = static_cast<int>(r[count]);
        cutouts.power = r[power];
        cutouts.noise = r[noise];
        auto chosen = parse_augments(r[augments]);
        if (!chosen) return Error{chosen.error().code, chosen.error().message, chosen.error().hint, "", "augments", ""};
        cutouts.augments.clear();
        if (cutouts.method != Cutouts::Method::original) cutouts.augments = *std::move(chosen);
        return r.set(out, std::move(cutouts));
    });
    return n;
}

}  // namespace noiseloom
