#include "core/run.h"
#include "models/load.h"

namespace noiseloom {

NodeDef model_load_autoencoder_node() {
    NodeDef n("model.load_autoencoder", 1);
    n.text("Load Autoencoder", "Model", "Loads an autoencoder (VAE, TAESD) on its own, to use instead of the model's.");
    n.keywords("vae taesd");
    In<FileRef> file = n.in<FileRef>("file").value(FileRef{"noiseloom-pack/vae", ""}).file(FileKind::model).doc("A .safetensors file or a folder in a model folder.");
    Out<Autoencoder> autoencoder = n.out<Autoencoder>("autoencoder").doc("The autoencoder.");
    n.run([=](Run& r) -> Result<void> {
        NL_TRY(const auto path, r.context().resolve(r[file], FileKind::model));
        NL_TRY(auto loaded, load_autoencoder(path, r.context().compute()));
        return r.set(autoencoder, std::move(loaded));
    });
    return n;
}

}  // namespace noiseloom
