#include <algorithm>

#include <ATen/ATen.h>

#include "core/run.h"
#include "evaluation/features.h"
#include "evaluation/measures.h"
#include "models/device.h"

namespace noiseloom {

NodeDef metrics_precision_recall_node() {
    NodeDef n("metrics.precision_recall", 1);
    n.text("Precision and Recall", "Metrics",
           "Fidelity and diversity apart (arXiv 1904.06991): the share of the drawn pictures that lie among the real ones, and of the real ones that lie among the drawn. Guidance trades one for the other. "
           "A set covers, round each picture, what is no further than its k-th neighbour: so outliers cover much, and sets must be of one size to be compared.");
    n.keywords("fidelity diversity coverage manifold improved");
    In<Features> generated = n.in<Features>("generated").doc("Features of what a model drew.");
    In<Features> real = n.in<Features>("real").doc("Features of what it should look like.");
    In<std::int64_t> neighbours = n.in<std::int64_t>("neighbours").value(3).range(1, 100).doc("k: 3 in the paper. More neighbours cover more.");
    Out<double> precision = n.out<double>("precision").doc("0 to 1: how much of what was drawn looks real.");
    Out<double> recall = n.out<double>("recall").doc("0 to 1: how much of what is real can be drawn.");
    n.off_device();
    n.run([=](Run& r) -> Result<void> {
        NL_CHECK(check_comparable(r[generated], r[real]));
        const at::Tensor &a = r[generated].rows, &b = r[real].rows;
        if (std::min(a.size(0), b.size(0)) <= r[neighbours])
            return Error{Code::bad_workflow, "a picture has not " + std::to_string(r[neighbours]) + " neighbours among " + std::to_string(std::min(a.size(0), b.size(0))), "Make more pictures, or lower the neighbours.", "", "neighbours", ""};
        const double most = static_cast<double>(std::max(a.size(0), b.size(0)));
        need_memory(at::kCPU, 3 * most * most * sizeof(double), "the distances between " + std::to_string(std::max(a.size(0), b.size(0))) + " pictures");
        const PrecisionRecall found = precision_recall(b, a, r[neighbours]);
        NL_CHECK(r.set(precision, found.precision));
        return r.set(recall, found.recall);
    });
    return n;
}

}  // namespace noiseloom
