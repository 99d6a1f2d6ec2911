#include "models/adapted.h"

#include "diffusion/inner_network.h"
#include "models/network.h"

namespace noiseloom {
namespace {

LoraPart part_of(const TextEncoder& encoder, std::size_t tower) {
    return tower > 0 || encoder.family() == TextFamily::sdxl_refiner ? LoraPart::text_2 : LoraPart::text;
}

}  // namespace

std::shared_ptr<const Denoiser> adapted(const Denoiser& model, const LoraFile& file, double strength) {
    const auto network = std::dynamic_pointer_cast<const TrainableNetwork>(network_of(model));
    if (!network) throw Failure({Code::bad_model, "This model takes no LoRA: it has no network with weights.", "Connect a model of Load Model.", "", "model", ""});
    const StateDict state = file.applied(LoraPart::unet, network->weights(), strength, network->placement().dtype);
    const Key identity = KeyBuilder("lora").add(network->identity()).add(file.identity()).add(strength).key();
    const auto changed = network->with_weights(Weights(state, network->placement()), identity);
    return make_denoiser(changed, model.schedule(), model.prediction(), model.format());
}

std::shared_ptr<const TextEncoder> adapted(const TextEncoder& encoder, const LoraFile& file, double strength) {
    std::vector<TextTower> towers = encoder.towers();
    for (std::size_t i = 0; i < towers.size(); ++i) {
        const LoraPart part = part_of(encoder, i);
        if (!file.changes(part)) continue;
        const ClipText& clip = *towers[i].clip;
        towers[i].clip = std::make_shared<const ClipText>(file.applied(part, clip.weights(), strength, clip.placement().dtype), clip.config(), clip.placement());
    }
    return std::make_shared<const TextEncoder>(encoder.family(), std::move(towers));
}

bool adapts(const LoraFile& file, const TextEncoder& encoder) {
    for (std::size_t i = 0; i < encoder.towers().size(); ++i)
        if (file.changes(part_of(encoder, i))) return true;
    return false;
}

}  // namespace noiseloom
