#include "core/run.h"
#include "library/model/text_encoder.h"
#include "models/load.h"

namespace noiseloom {
namespace {

// Why an output is empty: what the model has instead.
Error lack(const std::string& name, const LoadedModel& loaded, const std::string& part, std::string hint) {
    std::string found;
    const auto add = [&](bool has, const char* what) {
        if (has) found += (found.empty() ? "" : " and ") + std::string(what);
    };
    add(loaded.denoiser != nullptr, "a UNet");
    add(!loaded.towers.empty(), "a text encoder");
    add(loaded.autoencoder != nullptr, "an autoencoder");
    return {Code::bad_model, "'" + name + "' has no " + part + ": all that it holds is " + found, std::move(hint), "", "file", ""};
}

}  // namespace

NodeDef model_load_node() {
    NodeDef n("model.load", 1);
    n.text("Load Model", "Model", "Loads a Stable Diffusion model: a checkpoint file or a diffusers folder.");
    n.keywords("checkpoint safetensors sd sdxl unet");
    In<FileRef> file = n.in<FileRef>("file").value(FileRef{"noiseloom-pack", ""}).file(FileKind::model).doc(
        "A .safetensors checkpoint or a diffusers folder in a model folder; the embedded model pack if nothing else is chosen. Only the parts "
        "whose outputs are used have to be in it.");
    In<Choice> prediction = n.in<Choice>("prediction").choices({"automatic", "epsilon", "v"}).doc(
        "What the network predicts; checkpoints of Stable Diffusion 2 do not say, so it can be set here.");
    Out<Denoiser> model = n.out<Denoiser>("model").doc("The model that removes noise.");
    Out<TextEncoder> encoder = n.out<TextEncoder>("encoder").doc("Its text encoder.");
    Out<Autoencoder> autoencoder = n.out<Autoencoder>("autoencoder").doc("Its autoencoder, between pictures and latents.");
    n.run([=](Run& r) -> Result<void> {
        NL_TRY(const auto path, r.context().resolve(r[file], FileKind::model));
        LoadOptions options;
        if (r[prediction].word != "automatic") options.prediction = r[prediction].word == "v" ? Prediction::v : Prediction::epsilon;
        NL_TRY(LoadedModel loaded, load_model(path, r.context().compute(), options));
        if (loaded.denoiser) {
            NL_CHECK(r.set(model, loaded.denoiser));
        } else {
            r.lacks(model, lack(r[file].name, loaded, "UNet", "Download all of the model's files (unet/ in a folder), or choose another model."));
        }
        if (loaded.towers.empty()) {
            r.lacks(encoder, lack(r[file].name, loaded, "text encoder",
                                  "Download all of the model's files (text_encoder/ and tokenizer/ in a folder), or take the encoder of another Load Model node."));
        } else {
            NL_TRY(auto made, make_text_encoder(loaded, r.context()));
            NL_CHECK(r.set(encoder, std::move(made)));
        }
        if (loaded.autoencoder) {
            NL_CHECK(r.set(autoencoder, loaded.autoencoder));
        } else {
            r.lacks(autoencoder, lack(r[file].name, loaded, "autoencoder",
                                      "Download all of the model's files (vae/ in a folder), or load one with a Load Autoencoder node."));
        }
        return {};
    });
    return n;
}

}  // namespace noiseloom
