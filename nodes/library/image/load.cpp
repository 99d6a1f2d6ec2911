#include "core/run.h"
#include "image/extend.h"
#include "image/images.h"
#include "image/read.h"
#include "image/transform.h"

namespace noiseloom {
namespace {

Result<Image> read_file(Run& run, const FileRef& file) {
    NL_TRY(const auto path, run.context().resolve(file, FileKind::image));
    return read_image(path);
}

}  // namespace

NodeDef image_load_node() {
    NodeDef n("image.load", 1);
    n.text("Load Image", "Image", "Reads a picture: PNG, JPEG, WebP, TIFF, EXR, BMP or PNM. In an image editor it can stand for a layer.");
    n.keywords("open file import photo");
    In<FileRef> file = n.in<FileRef>("file").value(FileRef{}).file(FileKind::image).doc("The picture, by name beside the workflow.");
    In<Choice> transparent = n.in<Choice>("transparent").choices({"white", "surroundings"}).doc(
        "What is put where it is transparent: white, or its surroundings, continued smoothly, for parts that are to be filled.");
    Out<Images> image = n.out<Images>("image").doc("The picture, without alpha, sRGB-encoded.");
    Out<Mask> mask = n.out<Mask>("mask").doc("Where the picture is transparent (1); nowhere if it has no alpha. Of a layer in an image editor: what is selected (1).");
    n.off_device();
    n.run([=](Run& r) -> Result<void> {
        const HandedPicture* handed = r.context().handed("file");
        NL_TRY(const Image read, handed ? Result<Image>(handed->picture.as<Image>()) : read_file(r, r[file]));
        const bool continues = r[transparent].word == "surroundings";
        NL_CHECK(r.set(image, Images{{to_rgb(continues ? filled_holes(read, r.cancel()) : without_alpha(read))}}));
        if (handed && handed->mask) return r.set_value(mask.index, handed->mask);
        // Of layers only the selection counts: that many are transparent somewhere does not say that this is to be repainted.
        return r.set(mask, read.has_alpha() && !handed ? inverted(to_mask(read, MaskFrom::alpha)) : clear_mask(read.width, read.height));
    });
    return n;
}

}  // namespace noiseloom
