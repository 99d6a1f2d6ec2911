#include "core/run.h"
#include "library/optimise/zoom.h"

namespace noiseloom {

NodeDef optimise_zoom_node() {
    NodeDef n("optimise.zoom", 1);
    n.text("Zoom", "Optimise", "Moves the picture from frame to frame of a search: a flight into what CLIP sees.");
    n.keywords("video film animation pan rotate");
    In<double> scale = n.in<double>("scale").value(1.03).range(0.5, 2, 0.01).doc("Above 1 the picture comes nearer, below 1 it recedes.");
    In<double> right = n.in<double>("shift_x").value(0).range(-1, 1, 0.01).doc("Moves it to the right, in parts of its width.");
    In<double> down = n.in<double>("shift_y").value(0).range(-1, 1, 0.01).doc("Moves it down, in parts of its height.");
    In<double> turn = n.in<double>("turn").value(0).range(-180, 180, 0.5).unit("°").doc("Turns it clockwise.");
    Out<Zoom> out = n.out<Zoom>("zoom").doc("For a search by CLIP.");
    n.off_device();
    n.run([=](Run& r) -> Result<void> { return r.set(out, Zoom{r[scale], r[right], r[down], r[turn]}); });
    return n;
}

}  // namespace noiseloom
