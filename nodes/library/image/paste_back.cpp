#include "core/run.h"
#include "image/images.h"
#include "image/paste.h"
#include "image/transform.h"
#include "models/device.h"

namespace noiseloom {

NodeDef image_paste_back_node() {
    NodeDef n("image.paste_back", 1);
    n.text("Paste Back", "Image", "Puts what was made of a region back into its picture, at the picture's own resolution; what is not masked stays as it was, bit for bit.");
    n.keywords("inpaint composite blend seamless poisson selection stitch uncrop");
    In<Images> base = n.in<Images>("base").doc("The picture that the region was cut out of; the first of a batch.");
    In<Images> over = n.in<Images>("over").doc("What was made of the region, of any size; several make several pictures.");
    In<Region> region = n.in<Region>("region").doc("Where it was cut out, from 'Crop Around Mask'.");
    In<Mask> mask = n.in<Mask>("mask").doc("The mask of the whole picture. Where it is 0 everywhere, all of the region is taken.");
    In<double> feather = n.in<double>("feather").value(8).range(0, 512, 1).unit("px").doc("Width of the soft edge, inside the mask. The border of the picture stays hard.");
    In<Choice> blend = n.in<Choice>("blend").choices({"seamless", "feather"}).doc(
        "seamless: the new part also takes on the colours round it, as a membrane stretched along the mask's edge (Poisson image editing, Pérez et al. 2003). feather: the soft edge alone.");
    Out<Images> image = n.out<Images>("image").doc("The whole picture with the new part.");
    Out<Mask> coverage = n.out<Mask>("coverage").doc("How much of the new part is at each pixel: image editors take it for the new layer's transparency.");
    n.bypass("image", "base");
    n.bypass("coverage", "mask");
    n.off_device();
    n.run([=](Run& r) -> Result<void> {
        const Image& below = r[base].first();
        NL_TRY(const Mask fits, fitted(r[mask], below.width, below.height));
        constexpr double pictures = 4;   // held at once: the result and the pasted part, each before and after a step of the work
        need_memory(at::kCPU, (pictures + static_cast<double>(r[over].size())) * static_cast<double>(below.size()) * sizeof(float),
                    "a picture of " + std::to_string(below.width) + " x " + std::to_string(below.height));
        Images made;
        Mask covered;
        for (const Image& one : r[over].items) {
            NL_TRY(Pasted pasted, paste_back(below, one, r[region], fits, r[feather], r[blend].word == "seamless", r.cancel()));
            made.items.push_back(std::move(pasted.image));
            covered = std::move(pasted.coverage);
        }
        NL_CHECK(r.set(image, std::move(made)));
        return r.set(coverage, std::move(covered));
    });
    return n;
}

}  // namespace noiseloom
