#include <ATen/ATen.h>

#include "library/edit/common.h"
#include "models/model_file.h"
#include "models/state_dict_layout.h"

namespace noiseloom {

NodeDef edit_load_weights_node() {
    NodeDef n("edit.load_weights", 1);
    n.text("Load Edit", "Edit", "Loads a learnt edit: the weights of a fine-tuned denoising network, on their own or in its unet/ folder.");
    n.keywords("diffusionclip fine-tuned file unet");
    In<FileRef> file = n.in<FileRef>("file").value(FileRef{"noiseloom-pack/unet", ""}).file(FileKind::model).doc(
        "A .safetensors file that a Save Edit node wrote, or a folder with a network's weights, in a model folder. It has to be of the same kind as the model that it is applied to.");
    Out<TunedWeights> out = n.out<TunedWeights>("weights").doc("The edit, for an Apply Edit node.");
    n.off_device();
    n.run([=](Run& r) -> Result<void> {
        NL_TRY(const auto path, r.context().resolve(r[file], FileKind::model));
        NL_TRY(const StateDict raw, load_state_dict(path));
        const bool is_renamed = raw.contains_below("input_blocks.") && raw.contains_below("middle_block.1.transformer_blocks.");
        const StateDict state = is_renamed ? canonical_unet(raw) : raw;
        TunedWeights weights;
        for (const auto& name : state.names()) weights.tensors[name] = state.find(name).to(at::kFloat).contiguous().clone();
        NL_CHECK(check_mapped_files());
        return r.set(out, std::move(weights));
    });
    return n;
}

}  // namespace noiseloom
