#include "training/trainable.h"

#include <ATen/ATen.h>

#include "diffusion/inner_network.h"
#include "models/network.h"
#include "training/initial.h"

namespace noiseloom {
namespace {

std::shared_ptr<const TrainableNetwork> trained_network(const Denoiser& model) {
    auto network = std::dynamic_pointer_cast<const TrainableNetwork>(network_of(model));
    if (!network)
        throw Failure({Code::bad_workflow, "This model has no weights of its own that could be changed.",
                       "Give the model as a Load Model node gives it, not a mixture of models.", "", "", ""});
    return network;
}

}  // namespace

Trainable trainable_copy(const Denoiser& model) {
    const StateDict own = trained_network(model)->weights();
    Trainable copy{StateDict(own.source()), nullptr};
    const at::Device device(model.device());
    for (const auto& name : own.names()) copy.weights.put(name, as_leaf(own.find(name), device));
    copy.model = with_weights(model, copy.weights, {device, at::kFloat, /*channels_last=*/true}, KeyBuilder("trainable").add(model.identity()).key());
    return copy;
}

std::shared_ptr<const Denoiser> with_weights(const Denoiser& model, const StateDict& weights, const Placement& placement, const Key& identity) {
    return behind_torch_wall([&] {
        auto network = trained_network(model)->with_weights(Weights(weights, placement), identity);
        return make_denoiser(std::move(network), model.schedule(), model.prediction(), model.format());
    });
}

}  // namespace noiseloom
