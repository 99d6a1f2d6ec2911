#include "core/run.h"
#include "models/load.h"

namespace noiseloom {

NodeDef model_load_classifier_node() {
    NodeDef n("model.load_classifier", 1);
    n.text("Load Classifier", "Model", "Loads a classifier that was trained on noisy pictures or latents, for classifier guidance.");
    n.keywords("noise aware guided-diffusion adm judge");
    In<FileRef> file = n.in<FileRef>("file").value(FileRef{"noiseloom-pack/classifier", ""}).file(FileKind::model).doc(
        "A folder with weights and config.json: guided-diffusion's EncoderUNetModel with the arguments of that class, or Noiseloom's own. A \"scheduler\" in it says which noise it "
        "knows; DDPM's linear one without.");
    Out<Classifier> classifier = n.out<Classifier>("classifier").doc("The classifier.");
    n.run([=](Run& r) -> Result<void> {
        NL_TRY(const auto path, r.context().resolve(r[file], FileKind::model));
        NL_TRY(auto loaded, load_classifier(path, {r.context().compute().device, "fp32"}));
        return r.set(classifier, std::move(loaded));
    });
    return n;
}

}  // namespace noiseloom
