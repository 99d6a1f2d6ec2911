#include <ATen/ATen.h>

#include "diffusion/changed_denoiser.h"
#include "library/edit/common.h"
#include "models/device.h"
#include "training/trainable.h"

namespace noiseloom {
namespace {

std::shared_ptr<const Denoiser> tuned_model(const Denoiser& model, const TunedWeights& weights, const Compute& compute) {
    StateDict state("the learnt edit");
    KeyBuilder key("tuned");
    key.add(model.identity());
    for (const auto& [name, tensor] : weights.tensors) {
        state.put(name, tensor);
        key.add(name).add_bytes(tensor.const_data_ptr(), tensor.nbytes());
    }
    return with_weights(model, state, place(compute).or_throw(), key.key());
}

}  // namespace

NodeDef edit_apply_node() {
    NodeDef n("edit.apply", 1);
    n.text("Apply Edit", "Edit", "A model with learnt edits, each by a degree: 0 is the model as it was, 1 the edit, more an exaggeration. Several edits add up.");
    n.keywords("diffusionclip degree mix attributes strength");
    In<Denoiser> model = n.in<Denoiser>("model").doc("The original model that the edits were learnt from.");
    struct Slot {
        In<TunedWeights> weights;
        In<Curve> degree;
    };
    std::vector<Slot> slots;
    for (const std::string number : {"", "_2", "_3", "_4"}) {
        InBuilder<TunedWeights> weights = n.in<TunedWeights>("weights" + number).doc(number.empty() ? "A learnt edit." : "Another one.");
        if (!number.empty()) weights.optional();
        In<Curve> degree = n.in<Curve>("degree" + number).value(1.0).range(-2, 3, 0.05).doc(
            "How much of it. A curve runs over the noise levels, from noise at 0 to the picture at 1: what is edited early changes shapes, late details.");
        slots.push_back({weights, degree});
    }
    Out<Denoiser> out = n.out<Denoiser>("model").doc("The changed model. It asks the original and every edit in use at each step.");
    n.run([=](Run& r) -> Result<void> {
        std::vector<ModelChange> changes;
        for (const Slot& slot : slots)
            if (const TunedWeights* weights = r.maybe(slot.weights)) changes.push_back({tuned_model(r[model], *weights, r.context().compute()), r[slot.degree]});
        return r.set(out, make_changed(r.share(model), std::move(changes)));
    });
    return n;
}

}  // namespace noiseloom
