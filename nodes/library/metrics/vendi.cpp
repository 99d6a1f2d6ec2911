#include <ATen/ATen.h>

#include "core/run.h"
#include "evaluation/features.h"
#include "evaluation/measures.h"

namespace noiseloom {

NodeDef metrics_vendi_node() {
    NodeDef n("metrics.vendi", 1);
    n.text("Vendi Score", "Metrics",
           "How many different things there are among pictures, without any real ones: exp of the entropy of the eigenvalues of their similarities (arXiv 2210.02410), cosines here. "
           "It says nothing of quality, noise is most diverse, and it grows with the number of pictures. CLIP's vectors are all rather alike: expect numbers little above 1.");
    n.keywords("diversity variety");
    In<Features> features = n.in<Features>("features").doc("A row a picture.");
    Out<double> score = n.out<double>("score").doc("1, all alike, to the number of pictures.");
    n.off_device();
    n.run([=](Run& r) -> Result<void> {
        if (!(r[features].rows.norm(2, {1}) > 0).all().item<bool>())
            return Error{Code::bad_workflow, "a row of these features is all zeros, which is like nothing", "Take features of CLIP.", "", "features", ""};
        return r.set(score, vendi_score(r[features].rows));
    });
    return n;
}

}  // namespace noiseloom
