#include "core/run.h"
#include "models/clip_model.h"

namespace noiseloom {

NodeDef model_load_clip_node() {
    NodeDef n("model.load_clip", 1);
    n.text("Load CLIP", "Model", "Loads a CLIP model: a text tower and a picture tower whose outputs are close where text and picture agree.");
    n.keywords("judge similarity score vit openai");
    In<FileRef> file = n.in<FileRef>("file").value(FileRef{"noiseloom-pack/clip", ""}).file(FileKind::model).doc(
        "A folder in the layout of transformers' CLIPModel, or a .safetensors file with both towers. A tokenizer lies in the folder or, as tokenizer/, beside "
        "it; else CLIP's own is taken.");
    Out<ClipModel> clip = n.out<ClipModel>("clip").doc("The towers with their tokenizer.");
    n.run([=](Run& r) -> Result<void> {
        NL_TRY(const auto path, r.context().resolve(r[file], FileKind::model));
        NL_TRY(const auto merges, r.context().resolve({"clip-tokenizer", ""}, FileKind::model));
        NL_TRY(ClipModel loaded, load_clip_model(path, merges, r.context().compute()));
        return r.set(clip, std::move(loaded));
    });
    return n;
}

}  // namespace noiseloom
