#include <ATen/ATen.h>

#include "core/run.h"
#include "evaluation/features.h"
#include "evaluation/measures.h"

namespace noiseloom {

NodeDef metrics_inception_score_node() {
    NodeDef n("metrics.inception_score", 1);
    n.text("Inception Score", "Metrics",
           "Whether pictures are clear and of all kinds: exp of the mean KL(p(y|x) | p(y)) (arXiv 1606.03498). It knows no real pictures, so one fine picture of each class is enough "
           "for the best score, and few pictures lower it: p(y) is estimated in each split.");
    n.keywords("is quality diversity classes");
    In<Features> logits = n.in<Features>("logits").doc("A row of logits a picture, of 'Classes by Classifier' or 'Classes by CLIP'.");
    In<std::int64_t> splits = n.in<std::int64_t>("splits").value(10).range(1, 1000).doc("Parts that are scored apart, in their order; 10 in the papers, of 5,000 pictures each. Shuffle pictures that come class by class, or take 1.");
    Out<double> score = n.out<double>("score").doc("Mean over the splits: 1, nothing is told apart, to the number of classes.");
    Out<double> deviation = n.out<double>("deviation").doc("Between the splits.");
    n.off_device();
    n.run([=](Run& r) -> Result<void> {
        if (r[logits].rows.size(0) < r[splits])
            return Error{Code::bad_workflow, "there are fewer pictures (" + std::to_string(r[logits].rows.size(0)) + ") than splits (" + std::to_string(r[splits]) + ")", "Lower the splits to 1.", "", "splits", ""};
        const auto [mean, spread] = inception_score(r[logits].rows, r[splits]);
        NL_CHECK(r.set(score, mean));
        return r.set(deviation, spread);
    });
    return n;
}

}  // namespace noiseloom
