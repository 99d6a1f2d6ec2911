#include "core/run.h"
#include "models/adapted.h"

namespace noiseloom {

NodeDef model_lora_node() {
    NodeDef n("model.lora", 1);
    n.text("Load LoRA", "Model", "Changes a model and its text encoder by a LoRA: a small file that teaches a style, a person or a thing.");
    n.keywords("lora lycoris locon loha lokr dora adapter");
    In<Denoiser> model = n.in<Denoiser>("model").optional().doc("The model to change.");
    In<TextEncoder> encoder = n.in<TextEncoder>("encoder").optional().doc("The text encoder to change; most LoRA files change it a little or not at all.");
    In<FileRef> file = n.in<FileRef>("file").value(FileRef{"", ""}).file(FileKind::model).doc(
        "A LoRA (also LoCon, LoHa, LoKr, DoRA) in safetensors, as kohya's scripts, LyCORIS, PEFT, diffusers and `noiseloom train` write them.");
    In<double> strength = n.in<double>("strength").value(1.0).range(-4, 4, 0.05).doc("How much of the change the model gets: 1 is what was trained, 0 nothing.");
    In<double> text_strength = n.in<double>("text_strength").value(1.0).range(-4, 4, 0.05).doc("The same for the text encoder.");
    Out<Denoiser> changed = n.out<Denoiser>("model").doc("The changed model.");
    Out<TextEncoder> changed_encoder = n.out<TextEncoder>("encoder").doc("The changed text encoder.");
    n.run([=](Run& r) -> Result<void> {
        const auto lack = [](const char* what) {
            return Error{Code::bad_workflow, "There is no " + std::string(what) + " to change.", "Connect the " + std::string(what) + " of Load Model.", "", what, ""};
        };
        NL_TRY(const auto path, r.context().resolve(r[file], FileKind::model));
        NL_TRY(const LoraFile lora, LoraFile::open(path));
        const Denoiser* given_model = r.maybe(model);
        const TextEncoder* given_encoder = r.maybe(encoder);
        const bool changes_model = given_model && lora.changes(LoraPart::unet), changes_encoder = given_encoder && adapts(lora, *given_encoder);
        if ((given_model || given_encoder) && !changes_model && !changes_encoder)
            return Error{Code::bad_workflow, lora.source() + " changes nothing of what is connected: it is a LoRA of the " +
                                                 (lora.changes(LoraPart::unet) ? "model" : lora.changes(LoraPart::image) ? "image encoder" : "text encoder") + " alone.",
                         "Connect that too.", "", "file", ""};
        if (given_model) {
            NL_CHECK(r.set(changed, adapted(*given_model, lora, r[strength])));
        } else {
            r.lacks(changed, lack("model"));
        }
        if (given_encoder) return r.set(changed_encoder, adapted(*given_encoder, lora, r[text_strength]));
        r.lacks(changed_encoder, lack("encoder"));
        return {};
    });
    return n;
}

}  // namespace noiseloom
