#include "core/run.h"
#include "diffusion/guiders.h"
#include "image/images.h"
#include "library/tensor_image.h"

namespace noiseloom {

NodeDef guidance_regional_node() {
    NodeDef n("guidance.regional", 1);
    n.text("Regional Guidance", "Guidance", "Guides parts of the picture by prompts of their own: where masks overlap, their guidance is averaged by weight.");
    n.keywords("area mask regional prompt conditioning composition");
    struct Slot {
        In<Guider> guider;
        In<Mask> mask;
        In<Curve> weight;
    };
    In<Guider> background = n.in<Guider>("guider").doc("Of the whole picture.");
    In<Curve> background_weight = n.in<Curve>("weight").value(1.0).range(0, 20, 0.05).doc("Its weight; 0 leaves it to the places that no region covers.");
    std::vector<Slot> slots;
    for (const std::string number : {"1", "2", "3"})
        slots.push_back({n.in<Guider>("guider_" + number).doc("Of region " + number + ".").optional(),
                         n.in<Mask>("mask_" + number).doc("Where it counts (1). Any size; soft edges blend.").optional(),
                         n.in<Curve>("weight_" + number).value(2.0).range(0, 20, 0.05).doc("Its weight beside the others; 0 saves its calls.")});
    Out<Guider> out = n.out<Guider>("guider").doc("The guidance of all.");
    n.run([=](Run& r) -> Result<void> {
        std::vector<Region> parts{{r.share(background), {}, r[background_weight]}};
        for (std::size_t i = 0; i < slots.size(); ++i) {
            const Mask* mask = r.maybe(slots[i].mask);
            if (!r.maybe(slots[i].guider)) continue;
            if (!mask)
                return Error{Code::bad_workflow, "region " + std::to_string(i + 1) + " has no mask", "Wire a mask, or use Sum of Guidance for the whole picture.", "",
                             "mask_" + std::to_string(i + 1), ""};
            parts.push_back({r.share(slots[i].guider), to_tensor(*mask), r[slots[i].weight]});
        }
        return r.set(out, make_regional(std::move(parts)));
    });
    return n;
}

}  // namespace noiseloom
