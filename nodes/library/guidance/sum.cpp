#include "core/run.h"
#include "diffusion/guiders.h"

namespace noiseloom {

NodeDef guidance_sum_node() {
    NodeDef n("guidance.sum", 1);
    n.text("Sum of Guidance", "Guidance",
           "Adds what several guidances push towards: a AND b, a NOT b (negative weight), a prompt with a second one on top.");
    n.keywords("composable and not combine three-way");
    struct Slot {
        In<Guider> guider;
        In<Curve> weight;
    };
    std::vector<Slot> slots;
    for (const std::string letter : {"a", "b", "c", "d"}) {
        InBuilder<Guider> guider = n.in<Guider>(letter).doc(letter == "a" ? "The first; the sum starts from its unguided estimate." : "Another one.");
        if (letter != "a") guider.optional();
        In<Curve> weight = n.in<Curve>("weight_" + letter).value(1.0).range(-20, 20, 0.05).doc("Weight of " + letter + "; 0 leaves it out.");
        slots.push_back({guider, weight});
    }
    Out<Guider> out = n.out<Guider>("guider").doc("base of a + the weighted pushes of all.");
    n.run([=](Run& r) {
        std::vector<WeightedGuider> parts;
        for (const Slot& slot : slots)
            if (r.maybe(slot.guider)) parts.push_back({r.share(slot.guider), r[slot.weight]});
        return r.set(out, make_sum(std::move(parts)));
    });
    return n;
}

}  // namespace noiseloom
