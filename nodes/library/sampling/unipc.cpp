#include "core/run.h"
#include "diffusion/steppers.h"

namespace noiseloom {

NodeDef sampling_unipc_node() {
    NodeDef n("sampling.unipc", 1);
    n.text("UniPC", "Sampling",
           "Predicts the step, then corrects it with the next estimate at no cost (arXiv 2302.04867): good from 5 to 10 steps on. One call "
           "of the model a step.");
    n.keywords("sampler predictor corrector uni_pc unified");
    In<std::int64_t> order = n.in<std::int64_t>("order").value(2).range(1, 3).doc("2 for strong guidance, 3 for none.");
    In<Choice> kind = n.in<Choice>("kind").choices({"bh2", "bh1"}).doc("The paper's B(h): bh2 as in diffusers; bh1 for little guidance and very few steps (uni_pc in ComfyUI).");
    In<bool> lower = n.in<bool>("lower_order_final").value(true).doc("Lower orders in the last steps.");
    Out<Stepper> out = n.out<Stepper>("sampler").doc("The sampler.");
    n.run([=](Run& r) {
        const auto b = r[kind].word == "bh1" ? UniPcOptions::Kind::bh1 : UniPcOptions::Kind::bh2;
        return r.set(out, make_unipc({static_cast<int>(r[order]), b, r[lower]}));
    });
    return n;
}

}  // namespace noiseloom
