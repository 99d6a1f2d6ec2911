#include <ATen/ATen.h>

#include "core/run.h"
#include "evaluation/features.h"
#include "image/images.h"
#include "library/tensor_image.h"
#include "models/clip_model.h"

namespace noiseloom {

NodeDef metrics_clip_features_node() {
    NodeDef n("metrics.clip_features", 1);
    n.text("CLIP Features", "Metrics", "What CLIP's image tower makes of pictures: unit vectors, for measures of sets of pictures.");
    n.keywords("embedding vision fid precision recall vendi");
    In<ClipModel> clip = n.in<ClipModel>("clip").doc("The tower. Measures by different towers cannot be compared.");
    In<Images> image = n.in<Images>("image").doc("The pictures, all of one size.");
    Out<Features> out = n.out<Features>("features").doc("A row a picture.");
    n.run([=](Run& r) { return r.set(out, Features{r[clip].pictures(to_tensor(r[image])).to(at::kCPU, at::kFloat)}); });
    return n;
}

}  // namespace noiseloom
