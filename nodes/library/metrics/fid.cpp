#include <ATen/ATen.h>

#include "core/run.h"
#include "evaluation/features.h"
#include "evaluation/measures.h"

namespace noiseloom {

NodeDef metrics_fid_node() {
    NodeDef n("metrics.fid", 1);
    n.text("Fréchet Distance (FID)", "Metrics",
           "How far two sets of pictures are apart, both taken for normal distributions of features: |m1 - m2|² + Tr(C1 + C2 - 2(C1·C2)^½) (arXiv 1706.08500). "
           "It is too large for few pictures, and the more so the fewer: compare only sets of the same size, by the same features. Below as many pictures as a row has numbers the covariances are singular and it means little; the papers take 50,000.");
    n.keywords("fid inception distance distribution quality");
    In<Features> generated = n.in<Features>("generated").doc("Features of what a model drew.");
    In<Features> real = n.in<Features>("real").doc("Features of what it should look like.");
    Out<double> distance = n.out<double>("distance").doc("0 for equal moments. FID in papers is on features of Inception v3: numbers on others are for comparisons among themselves.");
    n.off_device();
    n.run([=](Run& r) -> Result<void> {
        NL_CHECK(check_comparable(r[generated], r[real]));
        const at::Tensor &a = r[generated].rows, &b = r[real].rows;
        if (a.size(0) < 2 || b.size(0) < 2)
            return Error{Code::bad_workflow, "a covariance needs two pictures at least", "Make more pictures, many more.", "", a.size(0) < 2 ? "generated" : "real", ""};
        return r.set(distance, frechet_distance(a, b));
    });
    return n;
}

}  // namespace noiseloom
