#include <cmath>

#include "core/run.h"
#include "image/images.h"

namespace noiseloom {

NodeDef mask_rectangle_node() {
    NodeDef n("mask.rectangle", 1);
    n.text("Rectangle Mask", "Mask", "A mask that is 1 inside a rectangle, of the size of a picture.");
    n.keywords("area region box");
    In<Images> like = n.in<Images>("image").doc("The picture whose size the mask gets.");
    In<double> left = n.in<double>("left").value(0.25).range(0, 1, 0.01).doc("Left edge, as a part of the width.");
    In<double> top = n.in<double>("top").value(0.25).range(0, 1, 0.01).doc("Upper edge, as a part of the height.");
    In<double> right = n.in<double>("right").value(0.75).range(0, 1, 0.01).doc("Right edge.");
    In<double> bottom = n.in<double>("bottom").value(0.75).range(0, 1, 0.01).doc("Lower edge.");
    Out<Mask> out = n.out<Mask>("mask").doc("The mask: 1 = repaint.");
    n.off_device();
    n.run([=](Run& r) {
        const Image& image = r[like].first();
        std::vector<float> values(static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height));
        const auto inside = [](int at, int size, double from, double to) { return at >= std::lround(from * size) && at < std::lround(to * size); };
        for (int y = 0; y < image.height; ++y)
            for (int x = 0; x < image.width; ++x)
                values[static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) + static_cast<std::size_t>(x)] =
                    inside(x, image.width, r[left], r[right]) && inside(y, image.height, r[top], r[bottom]) ? 1.0F : 0.0F;
        return r.set(out, Mask{make_image(image.width, image.height, 1, std::move(values))});
    });
    return n;
}

}  // namespace noiseloom
