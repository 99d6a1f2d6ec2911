#include "image/extend.h"

#include <cmath>

#include "core/run.h"
#include "image/images.h"
#include "models/device.h"

namespace noiseloom {

NodeDef image_extend_node() {
    NodeDef n("image.extend", 1);
    n.text("Extend Canvas", "Image", "Makes room beside a picture for a model to paint on.");
    n.keywords("outpaint uncrop border canvas pad enlarge margin");
    In<Images> image = n.in<Images>("image").doc("The pictures.");
    In<double> left = n.in<double>("left").value(25).range(0, 16384, 1).doc("New canvas on the left, in the unit below: pixels, or percent of the picture's width.");
    In<double> top = n.in<double>("top").value(0).range(0, 16384, 1).doc("New canvas above, or percent of the height.");
    In<double> right = n.in<double>("right").value(25).range(0, 16384, 1).doc("New canvas on the right.");
    In<double> bottom = n.in<double>("bottom").value(0).range(0, 16384, 1).doc("New canvas below.");
    In<Choice> unit = n.in<Choice>("unit").choices({"percent", "pixels"}).doc("What these numbers count.");
    In<Choice> with = n.in<Choice>("fill").choices({"smooth", "edges"}).doc("What is in the new area: the picture's colours, running out of it and mixing, or its edge, repeated.");
    In<double> overlap = n.in<double>("overlap").value(6).range(0, 1024, 1).doc(
        "How far the mask reaches into the picture, in the same unit (percent of the shorter side), at most a quarter of it, so that the new part can be joined to it there.");
    Out<Images> out = n.out<Images>("image").doc("The larger pictures; they know where the first pixel of the old ones lies.");
    Out<Mask> mask = n.out<Mask>("mask").doc("1 where a model is to paint: the new area and the overlap.");
    n.off_device();
    n.run([=](Run& r) -> Result<void> {
        const bool in_percent = r[unit].word == "percent";
        const auto pixels = [&](double value, int side) { return static_cast<int>(std::ceil(in_percent ? std::min(value / 100 * side, 1e6) : value)); };
        Images larger;
        Mask masked;
        for (const Image& one : r[image].items) {
            const Margins margins{pixels(r[left], one.width), pixels(r[top], one.height), pixels(r[right], one.width), pixels(r[bottom], one.height)};
            if (margins.left + margins.top + margins.right + margins.bottom == 0)   // a mask of nothing would mean everything further on
                return Error{Code::bad_workflow, "the canvas gets no new pixels: all four sides are 0", "Give at least one side a number above 0.", "", "left", ""};
            const int width = one.width + margins.left + margins.right, height = one.height + margins.top + margins.bottom;
            const std::string size = std::to_string(width) + " x " + std::to_string(height) + " pixels";
            if (width > Image::max_side || height > Image::max_side)
                return Error{Code::bad_workflow, "the canvas would have " + size, "No side may be longer than " + std::to_string(Image::max_side) + " pixels: add less.", "", width > height ? "left" : "top", ""};
            need_memory(at::kCPU, 3.0 * width * height * one.channels * sizeof(float), "a canvas of " + size);
            Extended made = extended(one, margins, r[with].word == "edges" ? Continuation::edges : Continuation::smooth, pixels(r[overlap], std::min(one.width, one.height)), r.cancel());
            larger.items.push_back(std::move(made.image));
            masked = std::move(made.mask);
        }
        NL_CHECK(r.set(out, std::move(larger)));
        return r.set(mask, std::move(masked));
    });
    return n;
}

}  // namespace noiseloom
