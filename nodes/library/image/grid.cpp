#include "core/run.h"
#include "image/contact_sheet.h"
#include "image/images.h"
#include "models/device.h"

namespace noiseloom {

NodeDef image_grid_node() {
    NodeDef n("image.grid", 1);
    n.text("Image Grid", "Image", "Lays pictures out side by side, for comparing.");
    n.keywords("contact sheet compare sweep montage");
    std::vector<In<Images>> inputs;
    for (int i = 1; i <= 9; ++i) {
        InBuilder<Images> input = n.in<Images>("image_" + std::to_string(i)).doc(i == 1 ? "The first picture, or a whole batch." : "Another one.");
        if (i > 1) input.optional();
        inputs.push_back(input);
    }
    In<std::int64_t> columns = n.in<std::int64_t>("columns").value(0).range(0, 64).doc("Pictures in a row; 0: about as many as rows.");
    In<std::int64_t> gap = n.in<std::int64_t>("gap").value(4).range(0, 256).unit("px").doc("Space between them.");
    Out<Images> out = n.out<Images>("image").doc("One picture of all.");
    n.off_device();
    n.run([=](Run& r) -> Result<void> {
        std::vector<Image> all;
        for (const In<Images>& input : inputs)
            if (const Images* images = r.maybe(input)) all.insert(all.end(), images->items.begin(), images->items.end());
        const int space = static_cast<int>(r[gap]);
        NL_TRY(const SheetSize size, sheet_size(all, static_cast<int>(r[columns]), space));
        need_memory(at::kCPU, 3.0 * size.width * size.height * sizeof(float), "a grid of " + std::to_string(size.width) + " x " + std::to_string(size.height));
        return r.set(out, Images{{contact_sheet(all, size, space)}});
    });
    return n;
}

}  // namespace noiseloom
