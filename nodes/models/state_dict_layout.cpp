#include "models/state_dict_layout.h"

#include <algorithm>

#include <ATen/ATen.h>

#include "models/plain_text.h"

namespace noiseloom {
namespace {

at::Tensor edited(const at::Tensor& tensor, Edit edit, const StateDict& raw, const std::string& name) {
    const auto expect = [&](bool good) {
        if (!good) throw Failure({Code::bad_model, raw.source() + ": the tensor '" + plain_text(name) + "' does not have the shape of its layout", "", "", "", ""});
    };
    const auto third = [&](int part) {
        expect(tensor.dim() >= 1 && tensor.size(0) % 3 == 0);
        const std::int64_t rows = tensor.size(0) / 3;
        return tensor.narrow(0, part * rows, rows);
    };
    switch (edit) {
        case Edit::keep: return tensor;
        case Edit::transpose: expect(tensor.dim() == 2); return tensor.t();
        case Edit::to_linear:
            for (std::int64_t d = 2; d < tensor.dim(); ++d) expect(tensor.size(d) == 1);
            return tensor.dim() > 2 ? tensor.view({tensor.size(0), tensor.size(1)}) : tensor;
        case Edit::first_third: return third(0);
        case Edit::second_third: return third(1);
        case Edit::last_third: return third(2);
    }
    return tensor;
}

}  // namespace

StateDict renamed(const StateDict& raw, const KeyMap& map) {
    StateDict state(raw.source());
    for (const Renamed& key : map.renamed) state.put(key.to, edited(raw.take_if(key.from), key.edit, raw, key.from));
    for (const std::string& name : map.unknown)
        if (!state.contains(name)) state.put(name, raw.take_if(name));
    return state;
}

StateDict canonical_unet(const StateDict& raw) { return renamed(raw, unet_keys(raw.names())); }
StateDict canonical_vae(const StateDict& raw) { return renamed(raw, vae_keys(raw.names())); }
StateDict canonical_clip(const StateDict& raw) { return renamed(raw, clip_keys(raw.names())); }
StateDict canonical_taesd(const StateDict& raw) { return renamed(raw, taesd_keys(raw.names())); }

CheckpointParts split_checkpoint(const StateDict& raw) {
    const auto names = raw.names();
    const CheckpointPrefixes prefixes = checkpoint_prefixes(names);
    const auto part = [&](const std::string& prefix, StateDict (*canonical)(const StateDict&)) {
        return prefix.empty() ? StateDict(raw.source()) : canonical(raw.scoped(prefix));
    };
    CheckpointParts parts{.unet = part(prefixes.unet, canonical_unet),
                          .vae = part(prefixes.vae, canonical_vae),
                          .text_encoder = part(prefixes.text_encoder, canonical_clip),
                          .text_encoder_2 = part(prefixes.text_encoder_2, canonical_clip),
                          .unknown = {}};
    for (const std::string& name : names) {
        const auto inside = [&](const std::string& prefix) { return !prefix.empty() && name.starts_with(prefix); };
        if (!inside(prefixes.unet) && !inside(prefixes.vae) && !inside(prefixes.text_encoder) && !inside(prefixes.text_encoder_2) && !is_ignored_key(name))
            parts.unknown.push_back(name);
    }
    return parts;
}

}  // namespace noiseloom
