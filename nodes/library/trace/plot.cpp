#include "core/run.h"
#include "image/images.h"
#include "library/trace/panels.h"

namespace noiseloom {

NodeDef trace_plot_node() {
    NodeDef n("trace.plot", 1);
    n.text("Plot a Trace", "Trace", "What guidance did in every step of a run, as curves: noise, weights, lengths, cosines, what is clipped, what judges say, and the time it took.");
    n.keywords("curves graph cosine norm probability loss clipped milliseconds");
    In<Trace> trace = n.in<Trace>("trace").doc("Of the run to look into.");
    In<std::int64_t> width = n.in<std::int64_t>("width").value(720).range(160, 4096).unit("px").doc("Width of the picture.");
    In<std::int64_t> height = n.in<std::int64_t>("panel_height").value(160).range(64, 1024).unit("px").doc("Height of each panel, of which there is one for everything that the run has; a panel with a long legend is higher.");
    Out<Images> out = n.out<Images>("image").doc("The panels, one above the other, over the same steps.");
    n.off_device();
    n.run([=](Run& r) -> Result<void> {
        if (r[trace].steps.empty()) return Error{Code::bad_workflow, "there are no steps to plot", "The run made none: its strength is 0.", "", "trace", ""};
        const Font font(13);
        if (!font.is_there()) r.context().warn(Font::missing());
        return r.set(out, Images{{plot(trace_panels(r[trace]), 1, static_cast<int>(r[width]), static_cast<int>(r[height]), font)}});
    });
    return n;
}

}  // namespace noiseloom
