#include <algorithm>

#include <ATen/ATen.h>

#include "core/run.h"
#include "diffusion/analytic.h"
#include "diffusion/guiders.h"
#include "diffusion/latent.h"
#include "image/images.h"
#include "image/plot.h"
#include "library/analysis/plane_plot.h"

namespace noiseloom {
namespace {

// The mean over the classes of p(z|c)·p(c|z)^w, each a density: figure 2 of arXiv 2207.12598. The classes count as their weights say.
at::Tensor guided_density(const Mixture& truth, const at::Tensor& points, double w) {
    at::Tensor sum = at::zeros({points.size(0)}, at::kDouble);
    for (std::int64_t k = 0; k < truth.means.size(0); ++k) {
        const at::Tensor log = guided_log_density(truth, points, k, w);
        sum += (log - at::logsumexp(log, 0) + truth.log_weights[k]).exp();
    }
    return sum;
}

}  // namespace

NodeDef analysis_scatter_node() {
    NodeDef n("analysis.scatter", 1);
    n.text("Scatter Plot", "Analysis", "Samples of the plane as dots, over the contours of the density that they should have.");
    n.keywords("plot points plane gaussian contour density laboratory");
    In<Mixture> truth = n.in<Mixture>("truth").doc("The true distribution, of 'Gaussians in the Plane'.");
    std::vector<In<Latent>> inputs;
    for (int i = 1; i <= 8; ++i) {
        InBuilder<Latent> input = n.in<Latent>("samples_" + std::to_string(i)).doc(
            i == 1 ? "Samples. If they are the only ones, each has the colour of its most probable class." : "More samples, in a colour of their own.");
        if (i > 1) input.optional();
        inputs.push_back(input);
    }
    In<double> scale = n.in<double>("scale").value(1).range(1, 30, 0.1).doc(
        "Contours of what guidance with this scale aims at: of each class's density times (its probability at that place)^w, with the paper's w = scale - 1. 1: of the true density.");
    In<double> extent = n.in<double>("extent").value(0).range(0, 1e6, 0.1).doc("The picture shows -extent to extent on both axes; 0: as far as there is anything to expect.");
    In<std::int64_t> size = n.in<std::int64_t>("size").value(384).range(32, 4096).unit("px").doc("Width and height.");
    Out<Images> out = n.out<Images>("image").doc("The plot.");
    n.off_device();
    n.run([=](Run& r) -> Result<void> {
        const Mixture& distribution = r[truth];
        if (distribution.means.size(1) != 2)
            return Error{Code::bad_workflow, "only a distribution of points in a plane can be plotted", "Wire the truth of 'Gaussians in the Plane'.", "", "truth", ""};
        constexpr double room = 4;   // deviations round the means
        const double reach = r[extent] > 0 ? r[extent] : distribution.means.abs().max().item<double>() + room * distribution.tau;
        PlanePlot plot(reach, static_cast<int>(r[size]));
        plot.contours([&](const at::Tensor& points) { return guided_density(distribution, points, scale_to_paper(r[scale])); });
        std::vector<at::Tensor> sets;
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            const Latent* given = r.maybe(inputs[i]);
            if (!given) continue;
            const at::Tensor points = given->samples.to(at::kCPU).flatten(1);
            if (points.size(1) != 2)
                return Error{Code::bad_workflow, "these samples have " + std::to_string(points.size(1)) + " values each, and a point of the plane has 2",
                             "Sample with the model and the canvas of 'Gaussians in the Plane'.", "", "samples_" + std::to_string(i + 1), ""};
            sets.push_back(points);
        }
        if (sets.size() == 1) {
            const at::Tensor points = sets.front(), likely = log_posteriors(distribution, points, 0).argmax(1);
            sets.clear();
            for (std::int64_t k = 0; k < distribution.means.size(0); ++k) sets.push_back(points.index({likely == k}));
        }
        for (std::size_t i = 0; i < sets.size(); ++i) plot.dots(sets[i], series_colour(i));
        return r.set(out, Images{{plot.take()}});
    });
    return n;
}

}  // namespace noiseloom
