#include <algorithm>
#include <cmath>

#include "core/run.h"
#include "image/images.h"
#include "image/transform.h"
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
            if (const Images* images = r.maybe(input))
                for (const Image& one : images->items) all.push_back(to_rgb(without_alpha(one)));
        const int across = r[columns] > 0 ? static_cast<int>(r[columns]) : static_cast<int>(std::ceil(std::sqrt(static_cast<double>(all.size()))));
        const int down = (static_cast<int>(all.size()) + across - 1) / across;
        int width = 0, height = 0;
        for (const Image& one : all) {
            width = std::max(width, one.width);
            height = std::max(height, one.height);
        }
        const int space = static_cast<int>(r[gap]);
        const int whole_width = across * width + (across - 1) * space, whole_height = down * height + (down - 1) * space;
        if (whole_width > Image::max_side || whole_height > Image::max_side)
            return Error{Code::bad_workflow, "the grid would be " + std::to_string(whole_width) + " x " + std::to_string(whole_height) + " pixels",
                         "Use fewer or smaller pictures.", "", "", ""};
        need_memory(at::kCPU, 3.0 * whole_width * whole_height * sizeof(float), "a grid of " + std::to_string(whole_width) + " x " + std::to_string(whole_height));
        std::vector<float> pixels(static_cast<std::size_t>(whole_width) * static_cast<std::size_t>(whole_height) * 3, 1.0F);
        for (std::size_t i = 0; i < all.size(); ++i) {
            const int left = static_cast<int>(i) % across * (width + space), top = static_cast<int>(i) / across * (height + space);
            for (int y = 0; y < all[i].height; ++y) {
                const auto row = all[i].values().subspan(static_cast<std::size_t>(y * all[i].width) * 3, static_cast<std::size_t>(all[i].width) * 3);
                std::copy(row.begin(), row.end(), pixels.begin() + ((static_cast<std::ptrdiff_t>(top) + y) * whole_width + left) * 3);
            }
        }
        return r.set(out, Images{{make_image(whole_width, whole_height, 3, std::move(pixels))}});
    });
    return n;
}

}  // namespace noiseloom
