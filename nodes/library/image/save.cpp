#include "core/run.h"
#include "image/images.h"
#include "image/metadata.h"
#include "image/write.h"

namespace noiseloom {

NodeDef image_save_node() {
    NodeDef n("image.save", 1);
    n.text("Save Image", "Image", "Writes pictures to files: PNG, JPEG, WebP, TIFF or EXR, by the name's ending.");
    n.keywords("write file export output");
    In<Images> image = n.in<Images>("image").doc("The pictures.");
    In<FileRef> file = n.in<FileRef>("file").value(FileRef{"noiseloom.png", ""}).file(FileKind::output).doc(
        "Name of the file. Where it exists already a number is added, or with `noiseloom run --overwrite` it is replaced.");
    In<Choice> depth = n.in<Choice>("depth").choices({"automatic", "8", "16", "32"}).unit("bit").doc("Bits per channel; automatic: 8, and 16 for EXR.");
    In<std::int64_t> quality = n.in<std::int64_t>("quality").value(95).range(1, 100).doc("Of JPEG and WebP; 100 makes WebP lossless.");
    In<bool> embed = n.in<bool>("embed").value(true).doc("Put the workflow and its settings into the file, so that it opens as its workflow.");
    n.impure();
    n.off_device();
    n.run([=](Run& r) -> Result<void> {
        NL_TRY(const auto path, r.context().resolve(r[file], FileKind::output));
        WriteOptions options;
        if (r[depth].word != "automatic") options.bits = std::stoi(r[depth].word);
        options.quality = static_cast<int>(r[quality]);
        options.embed = r[embed];
        options.claims = r.context().claims();
        for (const auto& [key, fact] : {std::pair{workflow_key, "workflow"}, std::pair{parameters_key, "parameters"}})
            if (std::string text = r.context().fact(fact); !text.empty()) options.texts[key] = std::move(text);
        for (const Image& one : r[image].items) {
            NL_TRY(const auto written, write_image(path, one, options));
            r.context().wrote(written);
        }
        return {};
    });
    return n;
}

}  // namespace noiseloom
